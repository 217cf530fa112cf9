import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AuroraLocal,
  type AuroraLocalOptions,
  createAuroraLocal,
} from '@aurora-db/local';
import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { AwsClients } from '../../aws/AwsClients';
import { readConfig } from '../../config/readConfig';
import { auroraDbScaffolderModule } from '../../scaffolderModule';
import { withoutArrivals } from '../services/withoutArrivals';
import { makeStateDirectory } from './makeStateDirectory';
import { testEntities } from '../databases/testEntities';

/** An environment in app-config, with further keys. */
export interface TestPlace extends JsonObject {
  name: string;
  accountId: string;
  region: string;
}

const placesOfProfiles: TestPlace[] = environmentProfiles.map(
  (name, index) => ({
    name,
    accountId: String(index + 1).repeat(12),
    region: 'ap-northeast-1',
  }),
);

/**
 * app-config for an endpoint that serves every environment.
 *
 * @param settings - what else the environment of an account has
 * @param environments - by default one of each profile, each in an account of its own
 */
export function portalConfig(
  endpoint: string,
  settings: (accountId: string) => JsonObject = () => ({}),
  environments: readonly TestPlace[] = placesOfProfiles,
) {
  const accountIds = new Set(environments.map(({ accountId }) => accountId));
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: { baseUrl: 'http://localhost:7007' },
    catalog: {
      processingInterval: { seconds: 5 },
      locations: [
        {
          type: 'file',
          target: join(__dirname, '../../../dev/catalog/entities.yaml'),
          rules: [{ allow: ['Component', 'Group', 'System', 'User'] }],
        },
      ],
    },
    aws: {
      accounts: [...accountIds].map(accountId => ({
        accountId,
        accessKeyId: accountId,
        secretAccessKey: 'local',
      })),
    },
    auroraDb: {
      environments: Object.fromEntries(
        environments.map(({ name, accountId, region, ...options }) => [
          name,
          {
            accountId,
            region,
            endpoint,
            lambdaRoleArns: [
              `arn:aws:iam::${accountId}:role/goal-mandala-lambda`,
            ],
            network: {
              vpcId: 'vpc-0a0b0c0d0e0f00001',
              privateSubnets: ['a', 'c'].map(zone => ({
                id: `subnet-0a0b0c0d0e0f0001${zone}`,
                availabilityZone: `${region}${zone}`,
              })),
              lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
            },
            ...settings(accountId),
            ...options,
          },
        ]),
      ),
    },
  };
}

/** The result of an action. */
export interface ActionRun {
  lines: string[];
  outputs: Record<string, unknown>;
}

/**
 * A scaffolder module, wired as in a portal, with an AWS endpoint of its own.
 *
 * @param features - what else the backend has; by default a catalog of {@link testEntities}
 * @param endpoint - options of the endpoint, or an endpoint that the caller started and stops
 * @param settings - what else the environment of an account has
 * @param environments - by default one of each profile
 */
export async function startDeployment(
  features: BackendFeature[] = [
    catalogServiceMock.factory({ entities: testEntities }),
  ],
  endpoint?: Omit<AuroraLocalOptions, 'stateDirectory'> | AuroraLocal,
  settings?: (accountId: string) => JsonObject,
  environments?: readonly TestPlace[],
) {
  const stateDirectory = await makeStateDirectory();
  const serving = endpoint && 'url' in endpoint ? endpoint : undefined;
  const local =
    serving ?? (await createAuroraLocal({ ...endpoint, stateDirectory }));
  const data = portalConfig(local.url, settings, environments);
  const actions = new Map<string, TemplateAction>();
  const backend = await startTestBackend({
    features: [
      auroraDbScaffolderModule,
      mockServices.rootConfig.factory({ data }),
      withoutArrivals,
      ...features,
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
  const config = new ConfigReader(data);
  const aws = AwsClients.fromConfig(config);

  return {
    local,
    server: backend.server,
    aws,
    environments: readConfig(config).environments,

    /** Runs an action as a task's step does; fails as the step would. */
    async run(
      id: string,
      input: JsonObject,
      options: {
        taskId?: string;
        isDryRun?: boolean;
        signal?: AbortSignal;
        lines?: string[];
      } = {},
    ): Promise<ActionRun> {
      const { lines = [], taskId = crypto.randomUUID() } = options;
      const outputs: Record<string, unknown> = {};
      const logger = mockServices.logger.mock({
        info: line => void lines.push(line),
        warn: line => void lines.push(line),
      });
      await actions.get(id)?.handler({
        ...createMockActionContext({
          input,
          task: { id: taskId },
          logger,
          workspacePath: stateDirectory,
        }),
        isDryRun: options.isDryRun,
        signal: options.signal,
        output: (name, value) => {
          outputs[name] = value;
        },
      });
      return { lines, outputs };
    },

    async stop() {
      await backend.stop();
      aws.destroy();
      if (!serving) {
        await local.stop();
      }
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}
