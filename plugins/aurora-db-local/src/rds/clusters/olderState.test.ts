import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { createAuroraLocal, type AuroraLocal } from '../../createAuroraLocal';
import { FileStateStore } from '../../store/FileStateStore';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { connectRds, type ConnectedRds } from '../testing/startRds';

jest.setTimeout(180_000);

/** A snapshot in the format of versions without restores. */
const olderSnapshot = (identifier: string) => ({
  identifier,
  arn: `arn:aws:rds:ap-northeast-1:123456789012:cluster-snapshot:${identifier}`,
  status: 'available',
  percentProgress: 100,
  createdAt: '2026-11-01T00:00:00.000Z',
  folder: identifier,
  sizeGiB: 1,
  clusterIdentifier: 'gone',
  clusterResourceId: 'cluster-GONE',
  clusterCreatedAt: '2026-10-01T00:00:00.000Z',
  engineVersion: '15.17',
  port: 20000,
  masterUsername: 'postgres',
  availabilityZones: ['ap-northeast-1a'],
  storageEncrypted: true,
  iamAuthentication: false,
  tags: [],
});

describe('the state of a version without restores', () => {
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let test: ConnectedRds;

  const start = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    test = await connectRds(endpoint);
  };
  const asOlder = async (write: (store: FileStateStore) => Promise<void>) => {
    const store = await FileStateStore.open(stateDirectory);
    await write(store);
    await store.close();
  };
  const putSnapshots = (records: Array<{ identifier: string }>) =>
    asOlder(async store => {
      const snapshots = await store.collection(
        'rds-cluster-snapshots',
        z.unknown(),
      );
      await snapshots.clear();
      for (const record of records) {
        await snapshots.put(
          { accountId: '123456789012', region: 'ap-northeast-1' },
          record.identifier,
          record,
        );
      }
    });
  const lasting = async () =>
    (await test.rds.describeDBClusters({ DBClusterIdentifier: 'lasting' }))
      .DBClusters?.[0];

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await start();
    await test.createGroups();
    await test.createCluster('lasting', { BackupRetentionPeriod: 35 });
    await test.createInstance('lasting', 'lasting-one');
    await test.query(
      await test.until('lasting'),
      'CREATE TABLE kept AS SELECT 1 AS id',
    );
    const cluster = await lasting();
    await endpoint.stop();
    for (const folder of ['archive', 'automated']) {
      await rm(
        join(
          stateDirectory,
          'postgres/clusters',
          `123456789012-ap-northeast-1-${cluster?.DbClusterResourceId}`,
          folder,
        ),
        { recursive: true, force: true },
      );
    }
    await putSnapshots(
      Array.from({ length: 100 }, (_, index) =>
        olderSnapshot(`older-${index}`),
      ),
    );
    await start();
  });

  afterAll(async () => {
    await endpoint?.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  it('gets backups for its clusters, and can be restored to a time', async () => {
    const cluster = await test.until('lasting');
    await test.untilRestorable('lasting');
    await test.query(cluster, 'INSERT INTO kept VALUES (2)');
    await test.rds.restoreDBClusterToPointInTime({
      DBClusterIdentifier: 'restored',
      SourceDBClusterIdentifier: 'lasting',
      UseLatestRestorableTime: true,
      DBSubnetGroupName: 'private',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    });
    await test.until('restored');
    await test.createInstance('restored', 'restored-one');
    await expect(
      test.query(await test.until('restored'), 'SELECT id FROM kept'),
    ).resolves.toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('has its manual snapshots, in pages, of one type', async () => {
    // The requests below must find the same automated snapshots.
    await test.untilRestorable('restored');
    const pages: number[] = [];
    let Marker: string | undefined;
    do {
      const page = await test.rds.describeDBClusterSnapshots({
        SnapshotType: 'manual',
        MaxRecords: 60,
        Marker,
      });
      pages.push(page.DBClusterSnapshots?.length ?? 0);
      Marker = page.Marker;
    } while (Marker);
    expect(pages).toEqual([60, 40]);
    const counts = await Promise.all(
      [
        {},
        { SnapshotType: 'automated' },
        { Filters: [{ Name: 'snapshot-type', Values: ['automated'] }] },
        { DBClusterIdentifier: 'gone' },
        { DbClusterResourceId: 'cluster-GONE' },
        {
          Filters: [
            { Name: 'db-cluster-snapshot-id', Values: ['older-1', 'older-2'] },
          ],
        },
        {
          DBClusterSnapshotIdentifier:
            'arn:aws:rds:ap-northeast-1:123456789012:cluster-snapshot:older-3',
        },
      ].map(async input => {
        const { DBClusterSnapshots = [], Marker: more } =
          await test.rds.describeDBClusterSnapshots(input);
        return more ? 'more' : DBClusterSnapshots.length;
      }),
    );
    const automated = counts[1];
    expect(counts).toEqual(['more', automated, automated, 100, 100, 2, 1]);
    expect(automated).toBeGreaterThan(0);
  });

  it('refuses a 101st manual snapshot', async () => {
    const { AccountQuotas = [] } = await test.rds.describeAccountAttributes({});
    expect(AccountQuotas).toContainEqual({
      AccountQuotaName: 'ManualClusterSnapshots',
      Used: 100,
      Max: 100,
    });
    await expect(
      test.rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'lasting',
        DBClusterSnapshotIdentifier: 'one-too-many',
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^SnapshotQuotaExceeded(Fault)?$/),
    });
  });

  it('deletes backups when the retention period becomes shorter, except the one for its first day', async () => {
    const cluster = await lasting();
    await endpoint.stop();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await putSnapshots(
      [9, 8, 7].map(days => ({
        ...olderSnapshot(`rds:lasting-${days}-days-ago`),
        type: 'automated',
        createdAt: daysAgo(days),
        base: {
          endedAt: daysAgo(days),
          firstSegment: '000000010000000000000001',
        },
        clusterIdentifier: 'lasting',
        clusterResourceId: cluster?.DbClusterResourceId,
      })),
    );
    await start();
    await test.until('lasting');
    const change = (BackupRetentionPeriod: number) =>
      test.rds.modifyDBCluster({
        DBClusterIdentifier: 'lasting',
        BackupRetentionPeriod,
      });
    const days = async () => {
      const { EarliestRestorableTime } = (await lasting()) ?? {};
      return Math.round(
        (Date.now() - Number(EarliestRestorableTime)) / 86_400_000,
      );
    };
    expect(await days()).toBe(9);
    await change(8);
    await test.until('lasting');
    while ((await days()) === 9) {
      await setImmediate();
    }
    expect(await days()).toBe(8);
  });
});
