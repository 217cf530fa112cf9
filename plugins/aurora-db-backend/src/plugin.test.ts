import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentPermissions,
  environmentInfoSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { z } from 'zod';
import { auroraDbEnvironmentConditions } from './access/environmentPermissions';
import {
  provideAws,
  startPlugin,
  stopPlugins,
  url,
} from './testing/servers/startPlugin';
import { testEnvironment } from './testing/databases/testEnvironment';

describe('the REST API', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('lists the configured environments', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${url}/environments`).expect(200);
    const { items } = z
      .object({ items: z.array(environmentInfoSchema) })
      .parse(body);
    expect(items).toEqual([
      {
        name: 'prod',
        profile: 'prod',
        shortName: 'prd',
        region: 'ap-northeast-1',
        accountId: '444444444444',
        config: testEnvironment('prod').config,
        bounds: { minCapacity: 1, maxCapacity: 16 },
      },
      expect.objectContaining({
        name: 'dev',
        bounds: { minCapacity: 0.5, maxCapacity: 2 },
      }),
    ]);
  });

  it.each(['/environments', '/clusters', '/clusters/default/goal-mandala-prd'])(
    'answers 401 without credentials at %s',
    async path => {
      const api = await startPlugin();
      for (const header of [
        mockCredentials.none.header(),
        mockCredentials.user.invalidHeader(),
      ]) {
        const { status } = await api
          .get(url + path)
          .set('Authorization', header);
        expect(status).toBe(401);
      }
    },
  );

  it('registers its permissions, and decides about environments by rule', async () => {
    const api = await startPlugin();
    const permissions = `${url}/.well-known/backstage/permissions`;
    const { body: metadata } = await api
      .get(`${permissions}/metadata`)
      .expect(200);
    expect(
      metadata.permissions.map(({ name }: { name: string }) => name),
    ).toEqual(
      [...auroraDbClusterPermissions, ...auroraDbEnvironmentPermissions].map(
        ({ name }) => name,
      ),
    );

    const conditions = auroraDbEnvironmentConditions.isEnvironment({
      environments: ['local', 'dev'],
    });
    const { body } = await api
      .post(`${permissions}/apply-conditions`)
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: ['dev', 'prod', 'stg'].map(name => ({
          id: name,
          resourceRef: name,
          resourceType: 'aurora-db-environment',
          conditions,
        })),
      })
      .expect(200);
    expect(body.items).toEqual([
      { id: 'dev', result: 'ALLOW' },
      { id: 'prod', result: 'DENY' },
      { id: 'stg', result: 'DENY' },
    ]);
  });

  it('never fails, whatever the path and the range are', async () => {
    const api = await startPlugin();
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'default',
        'goal-mandala-prd',
        '..',
        '%',
        '%00',
        '%E0%A4',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        piece,
        piece,
        piece,
        fc.boolean(),
        fc.constantFrom('', '/health'),
        async (namespace, name, range, isEncoded, tail) => {
          const encode = (text: string) =>
            isEncoded
              ? encodeURIComponent(text)
              : text.replace(/[^\x21-\x7e]|[?#/\\]/g, '');
          const { status } = await api.get(
            `${url}/clusters/${encode(namespace)}/${encode(name)}${tail}?range=${encode(range)}`,
          );
          expect([200, 400, 404]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });
});
