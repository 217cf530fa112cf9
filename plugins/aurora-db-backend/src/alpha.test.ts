import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { provideStaticCatalogModel } from '@backstage/plugin-catalog-node/alpha';
import request from 'supertest';
import { auroraDbCatalogModelLayer } from './alpha';
import { auroraDbCatalogModule } from './catalogModule';
import { testEnvironment } from './testing/databases/testEnvironment';
import { testStack } from './testing/databases/testStack';
import { FakeCloudFormation } from './testing/fakes/FakeCloudFormation';
import { until } from './testing/servers/until';

const cloudFormation = new FakeCloudFormation();
const { accountId, region, network } = testEnvironment('prod');
const database = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'another', annotations: {} },
  spec: { type: 'aurora-postgresql', owner: 'group:default/payments' },
};

describe('the catalog model of databases', () => {
  let api: ReturnType<typeof request>;

  beforeAll(async () => {
    cloudFormation.add(testStack('goal-mandala', 'prod'));
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        auroraDbCatalogModule,
        provideStaticCatalogModel({ layers: [auroraDbCatalogModelLayer] }),
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

  it('accepts the databases of the portal, and relates them to their owners', async () => {
    const { body } = await until(
      () =>
        api.get(
          '/api/catalog/entities/by-name/resource/default/goal-mandala-prd',
        ),
      answer => (answer.body.relations ?? []).length > 0,
      50,
    );
    expect(body.relations).toEqual([
      { type: 'ownedBy', targetRef: 'group:default/payments' },
    ]);
  });

  const validate = (entity: object) =>
    api
      .post('/api/catalog/validate-entity')
      .send({ entity, location: 'url:https://example.com/catalog-info.yaml' });

  it.each([
    ['has no owner', { spec: { type: 'aurora-postgresql' } }, 'owner'],
    [
      'names no environment',
      {
        metadata: {
          name: 'another',
          annotations: { [auroraDbAnnotations.environment]: '' },
        },
      },
      'annotations',
    ],
  ])('refuses a database that %s', async (_, wrong, complaint) => {
    await validate(database).expect(200);
    const { status, text } = await validate({ ...database, ...wrong });
    expect([status, text]).toEqual([400, expect.stringContaining(complaint)]);
  });

  it('leaves other Resources as they are', async () => {
    const { status } = await validate({
      ...database,
      spec: { type: 's3-bucket', owner: 'payments' },
    });
    expect(status).toBe(200);
  });
});
