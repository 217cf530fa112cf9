import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { parse } from 'yaml';
import { auroraDbApiEntityModule } from './apiEntityModule';
import { until } from './testing/servers/until';

const owner = 'group:default/platform';

async function startCatalog(apiEntity?: JsonObject) {
  const logger = mockServices.logger.mock();
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      auroraDbApiEntityModule,
      logger.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          ...(apiEntity && { auroraDb: { apiEntity } }),
        },
      }),
    ],
  });
  const api = request(backend.server);
  return { api, logger, stop: () => backend.stop() };
}

const path = '/api/catalog/entities/by-name/api/default/aurora-db';

describe('the REST API in the catalog', () => {
  it('is an API entity with the OpenAPI document and the address of this portal', async () => {
    const { api, stop } = await startCatalog({ owner });
    const { body } = await until(
      () => api.get(path),
      ({ status }) => status === 200,
      50,
    );
    await stop();
    expect(body).toMatchObject({
      kind: 'API',
      spec: { type: 'openapi', owner },
      relations: expect.arrayContaining([
        { type: 'ownedBy', targetRef: owner },
      ]),
    });
    const definition = parse(body.spec.definition);
    expect(definition.servers).toEqual([
      { url: expect.stringMatching(/\/api\/aurora-db$/) },
    ]);
    expect(Object.keys(definition.paths)).toContain(
      '/clusters/{namespace}/{name}/health',
    );
  }, 180_000);

  it('is not there unless an owner is configured', async () => {
    const { api, stop } = await startCatalog();
    // The providers are connected before the catalog answers.
    const { status } = await api.get(path);
    await stop();
    expect(status).toBe(404);
  }, 180_000);

  it('does not stop the catalog if it is configured wrongly, and the log says what is wrong', async () => {
    const { api, logger, stop } = await startCatalog({ owners: owner });
    await api.get('/api/catalog/entities').expect(200);
    await stop();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /auroraDb\.apiEntity\.owner: missing; expected an entity reference.*auroraDb\.apiEntity\.owners: unknown key/s,
      ),
    );
  }, 180_000);
});
