import { join } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';
import examplePolicyModule from '../../../examples/examplePolicyModule';
import auroraDb from '../../index';
import { synthesizerRef } from '../../wiring/serviceRefs';
import { existingConfig } from '../databases/existing';
import { cloudFormation, portalConfig } from './startPlugin';
import { portOf } from './portOf';
import { until } from './until';

/** Static tokens of services, which {@link startPortal} knows. */
export const serviceTokens = {
  /** Has every permission. */
  unrestricted: 'service-0123456789abcdef',
  /** Can read the release gate, as the README configures it. */
  gate: 'gate-0123456789abcdef',
  /** Can use only the MCP server and this plugin. */
  agent: 'agent-0123456789abcdef',
};

/** Users of these names, who sign in by naming themselves, and what they own. */
export type TestUsers = Readonly<Record<string, readonly string[]>>;

function signInModule(users: TestUsers) {
  return createBackendModule({
    pluginId: 'auth',
    moduleId: 'test-provider',
    register(env) {
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        async init({ providers }) {
          providers.registerProvider({
            providerId: 'test',
            factory: createProxyAuthProviderFactory({
              authenticator: createProxyAuthenticator({
                defaultProfileTransform: async () => ({ profile: {} }),
                initialize() {},
                authenticate: async ({ req }) => ({
                  result: { name: req.header('x-test-user') ?? '' },
                }),
              }),
              signInResolver: async ({ result: { name } }, context) =>
                context.issueToken({
                  claims: {
                    sub: `user:default/${name}`,
                    ent: [`user:default/${name}`, ...(users[name] ?? [])],
                  },
                }),
            }),
          });
        },
      });
    },
  });
}

/**
 * Starts a portal with Backstage's own auth, permissions, catalog and scaffolder under the example
 * policy. AWS is a fake, and CDK is left out.
 *
 * @param users - who can sign in
 * @param entityRefs - the entities that the catalog must have before the portal is ready
 * @param options - `descriptors` are files with further entities, as a user registers them
 */
export async function startPortal(
  users: TestUsers,
  entityRefs: string[],
  options: {
    descriptors?: string[];
    features?: BackendFeature[];
    /** `backend.actions` of app-config. */
    actions?: JsonObject;
  } = {},
) {
  const { descriptors = [], features = [], actions = {} } = options;
  const { dev, prod } = portalConfig.auroraDb.environments;
  const environments = {
    dev: { ...dev, existing: existingConfig },
    prod,
    'eu-dev': { ...dev, profile: 'dev' },
    'eu-prod': { ...prod, profile: 'prod' },
  };
  const backend = await startTestBackend({
    features: [
      auroraDb,
      ...features,
      cloudFormation.factory,
      authPlugin,
      signInModule(users),
      catalogPlugin,
      permissionPlugin,
      examplePolicyModule,
      scaffolderPlugin,
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      userInfoServiceFactory,
      createServiceFactory({
        service: synthesizerRef,
        deps: {},
        factory: () => ({ synthesize: async () => '{"Resources":{}}' }),
      }),
      mockServices.rootConfig.factory({
        data: {
          ...portalConfig,
          auroraDb: { environments },
          app: { baseUrl: 'http://localhost:3000' },
          auth: { providers: { test: {} } },
          backend: {
            baseUrl: 'http://localhost:7007',
            actions,
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: {
                    token: serviceTokens.unrestricted,
                    subject: 'operations',
                  },
                },
                {
                  type: 'static',
                  options: {
                    token: serviceTokens.agent,
                    subject: 'agent',
                  },
                  accessRestrictions: [
                    { plugin: 'mcp-actions' },
                    { plugin: 'aurora-db' },
                  ],
                },
                {
                  type: 'static',
                  options: {
                    token: serviceTokens.gate,
                    subject: 'release-pipeline',
                  },
                  accessRestrictions: [
                    {
                      plugin: 'aurora-db',
                      permission: 'aurora-db.release-gate.read',
                    },
                  ],
                },
              ],
            },
          },
          catalog: {
            processingInterval: { seconds: 5 },
            locations: [
              {
                type: 'file',
                target: join(__dirname, '../../../dev/catalog/entities.yaml'),
                rules: [{ allow: ['Component', 'Group', 'System', 'User'] }],
              },
              ...descriptors.map(target => ({
                type: 'file',
                target,
                rules: [{ allow: ['Resource'] }],
              })),
            ],
          },
          permission: { enabled: true },
        },
      }),
    ],
  });
  const { server } = backend;
  const api = request(server);
  for (const entityRef of entityRefs) {
    const path = entityRef.replace(':', '/');
    await until(
      () =>
        api
          .get(`/api/catalog/entities/by-name/${path}`)
          .set('Authorization', `Bearer ${serviceTokens.unrestricted}`),
      ({ status }) => status === 200,
      90,
    );
  }
  return {
    api,
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: () => backend.stop(),
    /** The token of a user. */
    async signIn(name: string): Promise<string> {
      const { body } = await api
        .get('/api/auth/test/refresh')
        .set('x-test-user', name)
        .expect(200);
      return z
        .object({ backstageIdentity: z.object({ token: z.string() }) })
        .parse(body).backstageIdentity.token;
    },
  };
}
