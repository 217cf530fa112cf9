import { environmentListSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import {
  auroraDbCatalogModule,
  auroraDbPlugin,
  auroraDbScaffolderModule,
} from './index';
import { testEnvironment } from './testing/databases/testEnvironment';
import { FakeCloudFormation } from './testing/fakes/FakeCloudFormation';
import { TestTask } from './testing/services/TestTask';

const place = (name: 'dev' | 'prod') => {
  const { accountId, region, network } = testEnvironment(name);
  return { accountId, region, network };
};
const withoutRegion = () => {
  const { accountId, network } = place('dev');
  return { accountId, network };
};
const keysOf = (accountId: string) => ({
  accountId,
  accessKeyId: accountId,
  secretAccessKey: 'not-a-secret',
});
const { accountId: devAccount } = place('dev');
const { accountId: prodAccount } = place('prod');

/** All features of the package in a backend with this app-config. */
async function startWith(data: JsonObject) {
  const errors: string[] = [];
  const actions = new Map<string, TemplateAction>();
  const providers: string[] = [];
  const logger = mockServices.rootLogger.mock({
    error: message => errors.push(message),
  });
  logger.child.mockReturnValue(logger);
  const cloudFormation = new FakeCloudFormation();
  const backend = await startTestBackend({
    features: [
      auroraDbPlugin,
      auroraDbCatalogModule,
      auroraDbScaffolderModule,
      cloudFormation.factory,
      // The real one, so that actions are called as other plugins call them.
      actionsRegistryServiceFactory,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.rootConfig.factory({ data }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: {
              name: 'goal-mandala-dev',
              namespace: 'default',
              annotations: {
                'aurora-db/environment': 'dev',
                'aurora-db/stack-name': 'goal-mandala-dev-database',
              },
            },
            spec: { type: 'aurora-postgresql', owner: 'payments' },
          },
        ],
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
      [
        catalogProcessingExtensionPoint,
        {
          addProcessor: jest.fn(),
          addPlaceholderResolver: jest.fn(),
          setOnProcessingErrorHandler: jest.fn(),
          addEntityProvider: (...added) =>
            added
              .flat()
              .forEach(provider => providers.push(provider.getProviderName())),
        },
      ],
    ],
  });
  const api = request(backend.server);
  return {
    api,
    providers,
    errors,
    stop: () => backend.stop(),
    environments: async () =>
      environmentListSchema.parse(
        (await api.get('/api/aurora-db/environments').expect(200)).body,
      ),
    run: async (id: string, input: JsonObject) => {
      const action = actions.get(id);
      if (!action) {
        throw new Error(`No action ${id}`);
      }
      await new TestTask().run(action, input);
    },
  };
}

describe.each<[string, JsonObject, string]>([
  ['without auroraDb', {}, 'auroraDb: missing; expected an object'],
  [
    'whose auroraDb is a text, such as that of an environment variable',
    { auroraDb: '{}' },
    'auroraDb: expected an object with environments (got "{}")',
  ],
  [
    'whose environments are a list',
    { auroraDb: { environments: [{ name: 'dev' }] } },
    'auroraDb.environments: configure at least one environment',
  ],
  [
    'with an unknown key in auroraDb',
    { auroraDb: { environments: { dev: place('dev') }, price: 1 } },
    'auroraDb.price: unknown key',
  ],
  [
    'whose only environment is invalid',
    { auroraDb: { environments: { dev: withoutRegion() } } },
    'auroraDb.environments.dev.region: missing; expected a region',
  ],
  [
    'whose entry in aws.accounts has no secret key',
    {
      auroraDb: { environments: { dev: place('dev') } },
      aws: { accounts: [{ accountId: devAccount, accessKeyId: 'AKIA' }] },
    },
    `AWS integration account ${devAccount} has an access key ID configured, but no secret access key`,
  ],
])('a portal %s', (_, data, reason) => {
  const refusal = new RegExp(
    `^Aurora DB is not configured: ${reason.replace(/[.[\](){}]/g, '\\$&')}.* Correct app-config and restart the backend$`,
  );
  let portal: Awaited<ReturnType<typeof startWith>>;
  beforeAll(async () => {
    portal = await startWith(data);
  });
  afterAll(() => portal?.stop());

  it('starts, and logs the reason once', () => {
    expect(portal.errors).toEqual([expect.stringMatching(refusal)]);
  });

  it('answers GET /environments with the reason', async () => {
    expect(await portal.environments()).toMatchObject({
      items: [],
      notConfigured: {
        code: 'error.notConfigured',
        text: expect.stringMatching(refusal),
      },
    });
  });

  it.each([
    ['get', '/clusters'],
    ['get', '/clusters/default/goal-mandala-dev'],
    ['get', '/clusters/default/goal-mandala-dev/health'],
    ['post', '/deploys/plan'],
    ['post', '/clusters/default/goal-mandala-dev/restores'],
  ] as const)('answers 503 with the reason to %s %s', async (method, path) => {
    const { body } = await portal.api[method](`/api/aurora-db${path}`).expect(
      503,
    );
    expect(body.error).toMatchObject({
      message: expect.stringMatching(refusal),
      messages: [{ code: 'error.notConfigured' }],
    });
  });

  it('still answers 401 to a request without credentials', async () => {
    const { status } = await portal.api
      .get('/api/aurora-db/clusters')
      .set('Authorization', 'Bearer wrong');
    expect(status).toBe(401);
  });

  it('fails the actions of the scaffolder and of agents with the reason', async () => {
    await expect(
      portal.run('aurora:database:deploy', {
        name: 'goal-mandala',
        environment: 'dev',
        owner: 'payments',
      }),
    ).rejects.toThrow(refusal);
    const { body } = await portal.api
      .post(
        '/api/aurora-db/.backstage/actions/v1/actions/aurora-db:list-databases/invoke',
      )
      .send({})
      .expect(503);
    expect(body.error.message).toMatch(refusal);
  });

  it('keeps the entities that the catalog has', () => {
    expect(portal.providers).toContain('aurora-db:dev');
  });
});

describe('a portal with one valid and one invalid environment', () => {
  it.each<[string, JsonObject, string]>([
    [
      'auroraDb.environments',
      {
        auroraDb: {
          environments: { dev: withoutRegion(), prod: place('prod') },
        },
      },
      'auroraDb.environments.dev.region: missing',
    ],
    [
      'aws.accounts',
      {
        auroraDb: { environments: { dev: place('dev'), prod: place('prod') } },
        aws: {
          accounts: [
            keysOf(prodAccount),
            { accountId: Number(devAccount), accessKeyId: 'AKIA' },
          ],
        },
      },
      "Invalid type in config for key 'aws.accounts[1].accountId'",
    ],
  ])('disables only the invalid one in %s', async (_, data, reason) => {
    const portal = await startWith(data);
    const wrong = expect.stringContaining(
      `The environment dev cannot be used: ${reason}`,
    );
    expect(portal.errors).toEqual([wrong]);
    expect(await portal.environments()).toMatchObject({
      items: [{ name: 'prod' }],
      invalid: [{ name: 'dev', message: { text: wrong } }],
    });
    const { body: list } = await portal.api
      .get('/api/aurora-db/clusters')
      .expect(200);
    expect(list.unavailable).toMatchObject([
      { environment: 'dev', reason: wrong },
    ]);
    const { body } = await portal.api
      .get('/api/aurora-db/clusters/default/goal-mandala-dev')
      .expect(503);
    expect(body.error).toMatchObject({ message: wrong });
    await expect(
      portal.run('aurora:database:deploy', {
        name: 'goal-mandala',
        environment: 'dev',
        owner: 'payments',
      }),
    ).rejects.toThrow('The environment dev cannot be used');
    await expect(
      portal.run('aurora:database:delete', {
        entityRef: 'resource:default/goal-mandala-dev',
        confirm: 'goal-mandala-dev',
      }),
    ).rejects.toThrow('The environment dev cannot be used');
    expect(portal.providers.sort()).toEqual([
      'aurora-db:dev',
      'aurora-db:dev:existing',
      'aurora-db:prod',
      'aurora-db:prod:existing',
    ]);
    await portal.stop();
  });

  it('ignores an invalid entry in aws.accounts that no environment needs', async () => {
    const portal = await startWith({
      auroraDb: { environments: { prod: place('prod') } },
      aws: { accounts: [keysOf(prodAccount), { accessKeyId: 'AKIA' }] },
    });
    expect(portal.errors).toEqual([]);
    expect(await portal.environments()).not.toHaveProperty('invalid');
    await portal.stop();
  });
});
