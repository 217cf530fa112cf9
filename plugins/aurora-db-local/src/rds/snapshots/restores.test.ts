import { setTimeout as delay } from 'node:timers/promises';
import type { DBCluster } from '@aws-sdk/client-rds';
import { Client } from 'pg';
import {
  masterPassword,
  startRds,
  type TestCluster,
  type TestRds,
} from '../testing/startRds';

jest.setTimeout(180_000);

/** Settings that a restore does not take over from its source. */
const settings = {
  Engine: 'aurora-postgresql',
  DBSubnetGroupName: 'private',
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
};

describe('a cluster with continuous writes', () => {
  let test: TestRds;
  let source: TestCluster;
  let stopWriting = async () => {};

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('orders', { BackupRetentionPeriod: 7 });
    await test.createInstance('orders', 'orders-one');
    source = await test.until('orders');
    await test.query(
      source,
      `CREATE TABLE log (id bigserial PRIMARY KEY); CREATE TABLE counter AS SELECT 0::bigint AS n; CREATE TABLE marks (name text);
       CREATE TABLE filling AS SELECT i, repeat(md5(i::text), 30) AS text FROM generate_series(1, 20000) AS i`,
    );
  });

  afterAll(async () => {
    await stopWriting().catch(() => undefined);
    await test?.stop();
  });

  const describeCluster = async (identifier: string): Promise<DBCluster> => {
    const { DBClusters } = await test.rds.describeDBClusters({
      DBClusterIdentifier: identifier,
    });
    return DBClusters?.[0] ?? {};
  };
  const snapshotTaken = async (identifier: string) => {
    const seen = new Set<number | undefined>();
    for (;;) {
      const { DBClusterSnapshots: [snapshot] = [] } =
        await test.rds.describeDBClusterSnapshots({
          DBClusterSnapshotIdentifier: identifier,
        });
      seen.add(snapshot?.PercentProgress);
      if (snapshot?.Status !== 'creating') {
        return { snapshot, seen };
      }
      await delay(5);
    }
  };
  /** Adds an instance to a restored cluster, and returns the cluster. */
  const opened = async (identifier: string) => {
    await test.until(identifier);
    await test.createInstance(identifier, `${identifier}-one`);
    return test.until(identifier);
  };
  const mark = async (name: string, cluster = source) => {
    await test.query(cluster, `INSERT INTO marks VALUES ('${name}')`);
    return new Date();
  };
  const marks = async (cluster: TestCluster) =>
    (await test.query(cluster, 'SELECT name FROM marks')).map(
      ({ name }) => name,
    );
  const contents = async (cluster: TestCluster) => {
    const [row] = await test.query(
      cluster,
      'SELECT (SELECT count(*)::int FROM log) AS rows, (SELECT n::int FROM counter) AS counter',
    );
    return { rows: Number(row?.rows), counter: Number(row?.counter) };
  };
  const write = async () => {
    let goesOn = true;
    const clients = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const client = new Client({
          host: source.writer,
          port: source.port,
          user: 'postgres',
          password: masterPassword,
          database: 'goalmandalamain',
          ssl: { ca: test.authority },
        });
        await client.connect();
        return client;
      }),
    );
    const done = Promise.all(
      clients.map(async client => {
        while (goesOn) {
          await client.query(
            'BEGIN; INSERT INTO log DEFAULT VALUES; UPDATE counter SET n = n + 1; COMMIT',
          );
        }
        await client.end();
      }),
    );
    return async () => {
      goesOn = false;
      await done;
    };
  };

  it('gets an automated snapshot, which cannot be deleted and does not count towards the quota', async () => {
    const { earliest, latest } = await test.untilRestorable('orders');
    expect(latest.getTime()).toBeGreaterThan(earliest.getTime());
    const { DBClusterSnapshots = [] } =
      await test.rds.describeDBClusterSnapshots({
        DBClusterIdentifier: 'orders',
        SnapshotType: 'automated',
      });
    expect(DBClusterSnapshots).toMatchObject([
      {
        SnapshotType: 'automated',
        Status: 'available',
        PercentProgress: 100,
        DBClusterSnapshotIdentifier: expect.stringMatching(
          /^rds:orders-\d{4}-\d\d-\d\d-\d\d-\d\d$/,
        ),
      },
    ]);
    await expect(
      test.rds.deleteDBClusterSnapshot({
        DBClusterSnapshotIdentifier:
          DBClusterSnapshots[0]?.DBClusterSnapshotIdentifier,
      }),
    ).rejects.toMatchObject({
      name: 'InvalidDBClusterSnapshotStateFault',
      message: 'Only manual snapshots may be deleted.',
    });
    const { AccountQuotas = [] } = await test.rds.describeAccountAttributes({});
    expect(
      AccountQuotas.find(
        ({ AccountQuotaName }) => AccountQuotaName === 'ManualClusterSnapshots',
      ),
    ).toMatchObject({ Used: 0, Max: 100 });
  });

  it('is copied as of one moment, without errors for writing clients', async () => {
    stopWriting = await write();
    const before = await contents(source);
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'orders',
      DBClusterSnapshotIdentifier: 'in-the-middle',
    });
    const { snapshot, seen } = await snapshotTaken('in-the-middle');
    const after = await contents(source);
    expect(snapshot).toMatchObject({
      Status: 'available',
      PercentProgress: 100,
    });
    expect(seen.size).toBeGreaterThan(2);
    await test.until('orders');

    const { DBCluster } = await test.rds.restoreDBClusterFromSnapshot({
      ...settings,
      DBClusterIdentifier: 'from-snapshot',
      SnapshotIdentifier: 'in-the-middle',
    });
    expect(DBCluster).toMatchObject({
      Status: 'creating',
      DBClusterMembers: [],
      DBClusterParameterGroup: 'default.aurora-postgresql15',
      // That of its source.
      BackupRetentionPeriod: 7,
      DatabaseName: 'goalmandalamain',
      MasterUsername: 'postgres',
      EngineVersion: source.version,
    });
    const restored = await opened('from-snapshot');
    const { rows, counter } = await contents(restored);
    expect(rows).toBe(counter);
    expect(rows).toBeGreaterThanOrEqual(before.rows);
    expect(rows).toBeLessThanOrEqual(after.rows);
  });

  it('is restored to a time between two transactions: exactly the first is there', async () => {
    const between = await mark('before');
    await delay(2);
    await mark('after');
    await test.rds.restoreDBClusterToPointInTime({
      ...settings,
      DBClusterIdentifier: 'from-time',
      SourceDBClusterIdentifier: 'orders',
      RestoreToTime: between,
    });
    const restored = await opened('from-time');
    await expect(marks(restored)).resolves.toEqual(['before']);
    const { rows, counter } = await contents(restored);
    expect(rows).toBe(counter);
    await stopWriting();
    // No writing client had an error, and the original has everything.
    const { rows: allRows, counter: all } = await contents(source);
    expect(allRows).toBe(all);
    await expect(marks(source)).resolves.toEqual(['before', 'after']);
  });

  it('is restored to its latest time, with all that was committed before the call', async () => {
    await mark('latest');
    await test.rds.restoreDBClusterToPointInTime({
      ...settings,
      DBClusterIdentifier: 'from-latest',
      SourceDBClusterIdentifier: 'orders',
      UseLatestRestorableTime: true,
      RestoreType: 'copy-on-write',
    });
    await mark('too late');
    await expect(marks(await opened('from-latest'))).resolves.toEqual([
      'before',
      'after',
      'latest',
    ]);
    await test.rds.deleteDBInstance({
      DBInstanceIdentifier: 'from-latest-one',
    });
    await test.rds.deleteDBCluster({
      DBClusterIdentifier: 'from-latest',
      SkipFinalSnapshot: true,
    });
  });

  it('is restored to any time after a failover, and to times before it', async () => {
    await test.createInstance('from-time', 'from-time-two');
    const second = await test.until('from-time');
    await test.untilRestorable('from-time');
    const beforeFailover = await mark('old writer', second);
    await delay(2);
    await mark('old writer, later', second);
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'from-time' });
    await test.until('from-time');
    const afterFailover = await mark('new writer', second);
    await delay(2);
    const afterLastCommit = await mark('new writer, later', second);
    // A stopped cluster has no later commit that could end a recovery.
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'from-time' });
    await test.until('from-time', 'stopped');
    const { LatestRestorableTime } = await describeCluster('from-time');

    const restores = {
      'third-before': beforeFailover,
      'third-after': afterFailover,
      'third-last': afterLastCommit,
      'third-latest': LatestRestorableTime,
    };
    for (const [DBClusterIdentifier, RestoreToTime] of Object.entries(
      restores,
    )) {
      await test.rds.restoreDBClusterToPointInTime({
        ...settings,
        DBClusterIdentifier,
        SourceDBClusterIdentifier: 'from-time',
        RestoreToTime,
      });
    }
    const found = await Promise.all(
      Object.keys(restores).map(async name => marks(await opened(name))),
    );
    const all = [
      'before',
      'old writer',
      'old writer, later',
      'new writer',
      'new writer, later',
    ];
    expect(found).toEqual([all.slice(0, 2), all.slice(0, 4), all, all]);
  });
});
