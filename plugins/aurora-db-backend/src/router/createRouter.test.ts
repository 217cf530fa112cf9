import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  ConflictError,
  InputError,
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
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ auditor, auth, httpAuth, httpRouter }) {
          httpRouter.use(
            createRouter({
              auditor,
              auth,
              httpAuth,
              config: { environments: [] },
              plans: { plan: fail },
              clusters: { get: fail, list: fail },
              health: { getJson: fail },
              load: { get: fail, getStatementTexts: fail },
              log: { read: fail },
              databaseEvents: { list: fail },
              snapshots: { list: fail, create: fail, delete: fail },
              snapshotFollower: { follow: () => {} },
              operations: { list: fail },
              readiness: { read: fail },
              releaseGate: { read: fail },
              restores: { plan: fail },
              backgroundRestores: { start: fail },
              repositoryHosts: { list: fail },
            }),
          );
        },
      });
    },
  });
  return startTestBackend({ features: [plugin] });
}

const cluster = '/api/aurora-db/clusters/default/goal-mandala-prd';
const restore = { from: { latest: true }, confirm: 'goal-mandala-prd' };

describe('createRouter', () => {
  it.each([
    [400, new InputError('outside the window')],
    [403, new NotAllowedError('not yours')],
    [404, new NotFoundError('unknown or not ours')],
    [409, new ConflictError('the stack is being changed')],
    [503, new ServiceUnavailableError('AWS gives no answer')],
  ])(
    "answers %s with the sentence of the service's refusal",
    async (status, failure) => {
      const backend = await startApi(failure);
      const api = request(backend.server);
      for (const asking of [
        api.get('/api/aurora-db/clusters'),
        api.get('/api/aurora-db/environments/prod/readiness'),
        api.get(cluster),
        api.get(`${cluster}/health`),
        api.get(`${cluster}/snapshots`),
        api.post(`${cluster}/snapshots`),
        api.delete(`${cluster}/snapshots/a-snapshot`),
        api.post(`${cluster}/restores/plan`).send({ from: { latest: true } }),
        api.post(`${cluster}/restores`).send(restore),
        api.get(`${cluster}/operations`),
        api.get(`${cluster}/release-gate`),
        api.get(`${cluster}/load`),
        api.get(`${cluster}/load/statements/A1`),
        api.get(`${cluster}/log`),
        api.get(`${cluster}/events`),
        api.get('/api/aurora-db/repository-hosts'),
      ]) {
        const { body } = await asking.expect(status);
        expect(body.error).toMatchObject({
          name: failure.name,
          message: failure.message,
        });
      }
      await backend.stop();
    },
  );
});
