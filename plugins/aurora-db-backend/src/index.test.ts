import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import auroraDb from './index';
import { testEnvironment } from './testing/databases/testEnvironment';
import { FakeCloudFormation } from './testing/fakes/FakeCloudFormation';
import { testStack } from './testing/databases/testStack';

const cloudFormation = new FakeCloudFormation();
const { accountId, region, network } = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');

describe('adding the package to a backend', () => {
  let api: ReturnType<typeof request>;

  beforeAll(async () => {
    cloudFormation.add({ ...stack, status: 'CREATE_IN_PROGRESS' });
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderPlugin,
        auroraDb,
        cloudFormation.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            catalog: { processingInterval: { seconds: 5 } },
            auroraDb: {
              environments: { prod: { accountId, region, network } },
            },
          },
        }),
      ],
    });
    api = request(server);
  }, 180_000);

  it('serves the API', async () => {
    const { body } = await api.get('/api/aurora-db/environments').expect(200);
    expect(body.items).toHaveLength(1);
  });

  it('adds the scaffolder actions', async () => {
    const { body } = await api.get('/api/scaffolder/v2/actions').expect(200);
    expect(body.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([
        'aurora:database:deploy',
        'aurora:database:delete',
      ]),
    );
  });

  it('puts a database into the catalog while it is being created', async () => {
    const find = () =>
      api.get(
        '/api/catalog/entities/by-name/resource/default/goal-mandala-prd',
      );
    let found = await find();
    for (let tries = 0; found.status === 404 && tries < 250; tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 200));
      found = await find();
    }
    expect(found.body).toMatchObject({
      metadata: { annotations: { 'aurora-db/environment': 'prod' } },
      spec: { type: 'aurora-postgresql', owner: 'group:default/payments' },
      relations: expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/payments' },
      ]),
    });
  }, 180_000);
});
