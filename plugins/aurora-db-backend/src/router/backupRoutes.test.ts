import {
  databaseOperationListSchema,
  releaseGateSchema,
  snapshotListSchema,
  snapshotSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import {
  cluster,
  provideAws,
  provideNewSnapshots,
  rds,
  startPlugin,
  stopPlugins,
  writes,
} from '../testing/servers/startPlugin';

describe('the routes of backups', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('lists snapshots with the values of their tags, and the quota', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${cluster}/snapshots`).expect(200);
    expect(snapshotListSchema.strict().parse(body)).toEqual({
      items: [
        {
          id: 'before-v2',
          type: 'manual',
          status: 'available',
          percentProgress: 100,
          createdAt: '2026-11-23T05:00:00.000Z',
          engineVersion: '15.17',
          sizeGiB: 1,
          label: 'before v2',
          createdBy: 'user:default/ann',
          deletable: true,
        },
      ],
      quota: { used: 7, limit: 100 },
    });
  });

  it('takes a snapshot in the name of the user, even if the body is empty', async () => {
    provideNewSnapshots();
    const api = await startPlugin();
    const { body } = await api.post(`${cluster}/snapshots`).expect(202);
    expect(snapshotSchema.strict().parse(body)).toMatchObject({
      id: expect.stringMatching(/^goal-mandala-prd-manual-\d{14}$/),
      status: 'creating',
      createdBy: 'user:default/mock',
    });
  });

  it('deletes a snapshot of the database', async () => {
    rds.on(DeleteDBClusterSnapshotCommand).resolves({});
    const api = await startPlugin();
    await api.delete(`${cluster}/snapshots/before-v2`).expect(202);
    expect(writes()).toEqual(['DeleteDBClusterSnapshotCommand']);
  });

  it('lists operations of the last 30 days, including snapshots', async () => {
    const dayMs = 24 * 3_600_000;
    rds.on(DescribeDBClusterSnapshotsCommand).resolves({
      DBClusterSnapshots: [
        ['just-now', 0],
        ['long-ago', 31],
      ].map(([id, days]) => ({
        DBClusterSnapshotIdentifier: String(id),
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        DbClusterResourceId: 'cluster-A',
        SnapshotType: 'manual',
        Status: 'available',
        SnapshotCreateTime: new Date(Date.now() - Number(days) * dayMs),
      })),
    });
    const api = await startPlugin();
    const { body } = await api.get(`${cluster}/operations`).expect(200);
    expect(databaseOperationListSchema.strict().parse(body).items).toEqual([
      expect.objectContaining({ kind: 'snapshot', id: 'just-now' }),
    ]);
  });

  it('answers a failing gate with 200, which a pipeline can distinguish from an error', async () => {
    const api = await startPlugin();
    const { body } = await api
      .get(`${cluster}/release-gate?maxAgeMinutes=1`)
      .expect(200);
    expect(releaseGateSchema.strict().parse(body)).toMatchObject({
      pass: false,
      snapshotId: 'before-v2',
    });
  });
});
