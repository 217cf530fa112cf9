import {
  CreateDBClusterSnapshotCommand,
  DescribeAccountAttributesCommand,
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import {
  awsError,
  cloudFormation,
  cluster,
  provideAws,
  rds,
  startPlugin,
  stopPlugins,
  writes,
} from '../testing/servers/startPlugin';

const restore = {
  from: { snapshotId: 'before-v2' },
  confirm: 'goal-mandala-prd',
};

/** Every route of backups, with the permission that it needs and a valid request. */
const routes = [
  ['get', '/snapshots', 'aurora-db.cluster.read', undefined],
  ['post', '/snapshots', 'aurora-db.snapshot.create', { label: 'x' }],
  ['delete', '/snapshots/before-v2', 'aurora-db.snapshot.delete', undefined],
  [
    'post',
    '/restores/plan',
    'aurora-db.restore.create',
    { from: { snapshotId: 'before-v2' } },
  ],
  ['post', '/restores', 'aurora-db.restore.create', restore],
  ['get', '/operations', 'aurora-db.cluster.read', undefined],
  ['get', '/release-gate', 'aurora-db.release-gate.read', undefined],
] as const;

describe('a request to the routes of backups', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it.each(routes)(
    'answers 403 at %s %s naming %s, audits a write, and does not call AWS',
    async (method, path, permission, body) => {
      const event = { success: jest.fn(), fail: jest.fn() };
      const auditor = mockServices.auditor.mock({
        createEvent: jest.fn(async () => event),
      });
      const api = await startPlugin({
        auditor,
        decide: one =>
          one.permission.name === permission
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      });
      const answer = await api[method](cluster + path).send(body);
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain(permission);
      expect(cloudFormation.calls).toEqual([]);
      expect(rds.calls()).toEqual([]);
      const isWrite = method !== 'get' && !path.endsWith('/plan');
      expect(event.fail).toHaveBeenCalledTimes(isWrite ? 1 : 0);
    },
  );

  it.each(routes)(
    'answers 401 at %s %s without credentials',
    async (method, path) => {
      const api = await startPlugin();
      const { status } = await api[method](cluster + path).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      expect(status).toBe(401);
    },
  );

  it.each(routes)(
    'answers 404 at %s %s for an entity that is not in the catalog',
    async (method, path, _, body) => {
      const api = await startPlugin({ entities: [] });
      const { status } = await api[method](cluster + path).send(body);
      expect(status).toBe(404);
      expect(writes()).toEqual([]);
    },
  );

  it.each([
    ['post', '/snapshots', { label: 'a\nb' }, 'label: expected letters'],
    [
      'post',
      '/snapshots',
      { expiresInDays: 0 },
      'expiresInDays: expected at least 1',
    ],
    ['post', '/snapshots', { wait: true }, 'wait'],
    ['delete', '/snapshots/a b', undefined, 'identifier of a snapshot'],
    ['post', '/restores/plan', { from: { time: 'yesterday' } }, 'from'],
    ['post', '/restores/plan', { from: {} }, 'from'],
    ['post', '/restores/plan', { from: { snapshotId: ' ' } }, 'from'],
    ['post', '/restores/plan', undefined, 'from'],
    [
      'post',
      '/restores',
      { ...restore, name: 'Goal Mandala' },
      'name: expected lower-case letters',
    ],
    ['post', '/restores', { from: restore.from }, 'confirm'],
    [
      'post',
      '/restores',
      { ...restore, confirm: 'goal-mandala' },
      'confirm is "goal-mandala", but the database is goal-mandala-prd: nothing was restored',
    ],
    [
      'get',
      '/release-gate?maxAgeMinutes=0',
      undefined,
      'maxAgeMinutes: expected at least 1 (got',
    ],
    [
      'get',
      '/release-gate?maxAgeMinutes=soon',
      undefined,
      'maxAgeMinutes: expected a number (got',
    ],
  ] as const)(
    'answers 400 at %s %s for %j',
    async (method, path, body, sentence) => {
      const api = await startPlugin();
      const answer = await api[method](encodeURI(cluster + path)).send(body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(sentence);
      expect(writes()).toEqual([]);
    },
  );

  it.each([
    ['delete', '/snapshots/of-somebody-else', 404],
    ['delete', '/snapshots/rds:nightly', 409],
  ] as const)('answers %s %s with %d', async (method, path, status) => {
    rds
      .on(DescribeDBClusterSnapshotsCommand)
      .callsFake(({ DBClusterSnapshotIdentifier: id }) => ({
        DBClusterSnapshots: [
          {
            DBClusterSnapshotIdentifier: id,
            DBClusterIdentifier:
              id === 'rds:nightly'
                ? 'goal-mandala-prd-aurora-cluster'
                : 'other-prd-aurora-cluster',
            DbClusterResourceId: 'cluster-A',
            SnapshotType: id === 'rds:nightly' ? 'automated' : 'manual',
            Status: 'available',
          },
        ],
      }));
    const api = await startPlugin();
    const answer = await api[method](cluster + path);
    expect(answer.status).toBe(status);
    expect(writes()).toEqual([]);
  });

  it.each([
    [
      'the cluster is not available',
      () =>
        rds.on(DescribeDBClustersCommand).resolves({
          DBClusters: [
            {
              Engine: 'aurora-postgresql',
              DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
              Status: 'modifying',
            },
          ],
        }),
      'goal-mandala-prd is modifying',
    ],
    [
      'the quota is used up',
      () =>
        rds.on(DescribeAccountAttributesCommand).resolves({
          AccountQuotas: [
            { AccountQuotaName: 'ManualClusterSnapshots', Used: 100, Max: 100 },
          ],
        }),
      'uses all of its 100 manual snapshots',
    ],
    [
      'RDS refuses the snapshot',
      () =>
        rds
          .on(CreateDBClusterSnapshotCommand)
          .rejects(awsError('SnapshotQuotaExceededFault')),
      'has reached its quota of manual snapshots',
    ],
  ])('answers 409 when %s', async (_, prepare, sentence) => {
    rds.on(DescribeDBClusterSnapshotsCommand, undefined).callsFake(input => {
      if (input.DBClusterSnapshotIdentifier) {
        throw awsError('DBClusterSnapshotNotFoundFault');
      }
      return { DBClusterSnapshots: [] };
    });
    prepare();
    const api = await startPlugin();
    const { body } = await api.post(`${cluster}/snapshots`).expect(409);
    expect(body.error.message).toContain(sentence);
  });

  it.each(routes)(
    'answers 503 at %s %s if AWS refuses the credentials',
    async (method, path, _, body) => {
      cloudFormation.failure = () =>
        awsError('ExpiredToken', 'The security token is expired');
      const api = await startPlugin();
      const answer = await api[method](cluster + path).send(body);
      expect(answer.status).toBe(503);
      expect(answer.body.error.message).toContain('444444444444');
    },
  );

  it('never fails, whatever the body is, and writes nothing', async () => {
    const api = await startPlugin();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/snapshots', '/restores', '/restores/plan'),
        fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              label: fc.string(),
              expiresInDays: fc.double(),
              from: fc.oneof(
                fc.record({ snapshotId: fc.string() }),
                fc.record({ time: fc.string() }),
              ),
              name: fc.string(),
              confirm: fc.string(),
            },
            { requiredKeys: ['from'] },
          ),
        ),
        async (path, body) => {
          const { status } = await api
            .post(cluster + path)
            .set('content-type', 'application/json')
            .send(JSON.stringify(body));
          expect([400, 404, 409]).toContain(status);
        },
      ),
      { numRuns: 200 },
    );
    expect(writes()).toEqual([]);
  });
});
