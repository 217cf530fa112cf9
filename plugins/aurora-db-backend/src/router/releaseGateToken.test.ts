import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import {
  cloudFormation,
  cluster,
  entityOf,
  portalConfig,
  provideAws,
  stack,
} from '../testing/servers/startPlugin';
import { auroraDbPlugin } from '../plugin';

const token = 'gate-0123456789abcdef';

/**
 * A portal with Backstage's own auth. Its only external caller is a pipeline that can read the gate,
 * as the README configures it.
 */
async function startPortal() {
  const { server } = await startTestBackend({
    features: [
      auroraDbPlugin,
      cloudFormation.factory,
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          ...portalConfig,
          backend: {
            baseUrl: 'http://localhost:7007',
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token, subject: 'release-pipeline' },
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
          permission: { enabled: true },
        },
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({ entities: [entityOf(stack)] }),
    ],
  });
  return request(server);
}

describe('a static token that is restricted to the release gate', () => {
  let api: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    provideAws();
    api = await startPortal();
  }, 180_000);
  const ask = (
    method: 'get' | 'post' | 'delete',
    path: string,
    bearer = token,
  ) => api[method](cluster + path).set('Authorization', `Bearer ${bearer}`);

  it('can read the gate', async () => {
    const { status, body } = await ask('get', '/release-gate');
    expect(status).toBe(200);
    expect(body).toMatchObject({ pass: false, snapshotId: 'before-v2' });
  });

  it.each([
    ['get', ''],
    ['get', '/health'],
    ['get', '/snapshots'],
    ['get', '/operations'],
    ['post', '/snapshots'],
    ['delete', '/snapshots/before-v2'],
  ] as const)('cannot call %s %s', async (method, path) => {
    const { status } = await ask(method, path);
    expect(status).toBe(403);
  });

  it('is the only accepted token', async () => {
    const { status } = await ask('get', '/release-gate', 'guessed-0123456789');
    expect(status).toBe(401);
  });
});
