import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import request from 'supertest';
import { createRouter } from './createRouter';

/** The API over services that fail in a given way. */
async function startApi(failure: Error) {
  const fail = async () => {
    throw failure;
  };
  const plugin = createBackendPlugin({
    pluginId: 'aurora-db',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          httpRouter.use(
            createRouter({
              httpAuth,
              environments: [],
              clusters: { get: fail, list: fail },
              health: { get: fail },
            }),
          );
        },
      });
    },
  });
  return startTestBackend({ features: [plugin] });
}

describe('createRouter', () => {
  it.each([
    [403, new NotAllowedError('not yours')],
    [404, new NotFoundError('unknown or not ours')],
    [409, new ConflictError('the stack is being changed')],
    [503, new ServiceUnavailableError('AWS gives no answer')],
  ])(
    'answers %s with the sentence that a service refused with',
    async (status, failure) => {
      const backend = await startApi(failure);
      const api = request(backend.server);
      const cluster = '/api/aurora-db/clusters/default/goal-mandala-prd';
      for (const route of [
        '/api/aurora-db/clusters',
        cluster,
        `${cluster}/health`,
      ]) {
        const { body } = await api.get(route).expect(status);
        expect(body.error).toMatchObject({
          name: failure.name,
          message: failure.message,
        });
      }
      await backend.stop();
    },
  );
});
