import {
  type AuditorService,
  type BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  type AuthorizePermissionRequest,
  AuthorizeResult,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { auroraDbPlugin } from '../../plugin';
import { auroraDbScaffolderModule } from '../../scaffolderModule';
import { synthesizerRef } from '../../wiring/serviceRefs';
import { existingConfig } from '../databases/existing';
import { ownerPolicy } from '../policies/ownerPolicy';
import { cloudFormation, portalConfig } from './startPlugin';
import { TestTask } from '../services/TestTask';
import { testEntities } from '../databases/testEntities';
import { withoutArrivals } from '../services/withoutArrivals';

const silentAuditor: AuditorService = {
  createEvent: async () => ({ success: async () => {}, fail: async () => {} }),
};

/**
 * Starts the REST API and the actions in one backend, wired as in a portal. AWS is a fake.
 *
 * @param options - `entities` are in the catalog beside those of {@link testEntities}; `isAllowed`
 *   is the policy, by default one that allows all; `claims` is what the caller owns, by default the
 *   owners of `entities`, and decides about entities that are not in the catalog
 */
export async function startBackend(options: {
  entities: Entity[];
  auditor?: AuditorService;
  features?: BackendFeature[];
  isAllowed?: (request: AuthorizePermissionRequest) => boolean;
  claims?: string[];
  /** `auroraDb.environments` of app-config. */
  environments?: JsonObject;
}) {
  const { isAllowed = () => true, auditor = silentAuditor } = options;
  const { claims = options.entities } = options;
  const configured = portalConfig.auroraDb.environments;
  const environments = options.environments ?? {
    ...configured,
    dev: { ...configured.dev, existing: existingConfig },
  };
  const actions = new Map<string, TemplateAction>();
  const { server } = await startTestBackend({
    features: [
      ...(options.features ?? []),
      auroraDbPlugin,
      auroraDbScaffolderModule,
      withoutArrivals,
      cloudFormation.factory,
      mockServices.rootConfig.factory({
        data: {
          ...portalConfig,
          auroraDb: { ...portalConfig.auroraDb, environments },
        },
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      mockServices.auditor.mock(auditor).factory,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(one => ({
            result: isAllowed(one)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          })),
        authorizeConditional: ownerPolicy(claims, ({ permission }) =>
          isAllowed({ permission, resourceRef: '' }),
        ),
      }).factory,
      catalogServiceMock.factory({
        entities: [...testEntities, ...options.entities],
      }),
      createServiceFactory({
        service: synthesizerRef,
        deps: {},
        factory: () => ({ synthesize: async () => '{"Resources":{}}' }),
      }),
    ],
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        {
          addActions: (...added: TemplateAction[]) =>
            added.forEach(action => actions.set(action.id, action)),
        },
      ],
    ],
  });
  return {
    api: request(server),
    /** Runs an action as the step of a task does. Rejects if the step fails. */
    async run(id: string, input: JsonObject): Promise<void> {
      const action = actions.get(id);
      if (!action) {
        throw new Error(`No action ${id}`);
      }
      await new TestTask().run(action, input);
    },
  };
}
