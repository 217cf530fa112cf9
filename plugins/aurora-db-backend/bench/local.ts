/**
 * Bench `local`: time until aurora-db-local has a database. Also compares the time of snapshots and
 * restores of 1 GB with that of a copy of the files.
 */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RDS } from '@aws-sdk/client-rds';
import { BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';

const workspace = resolve(__dirname, '../../..');
const rounds = 5;
const megabytes = 1024;
const createBudgetSeconds = 3;
const timesOfCopying = 2;
/** Interval of status requests, in ms. A shorter one would slow down the measured operation. */
const pollMs = 50;

const run = promisify(execFile);
/** The PostgreSQL client that aurora-db-local uses. */
const { Client }: typeof import('pg') = createRequire(
  join(workspace, 'plugins/aurora-db-local/package.json'),
)('pg');

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function main() {
  const report = new BudgetReport('local');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const state = join(root, 'state');
  const local = await AuroraLocalProcess.start(state);
  const rds = new RDS({
    endpoint: local.url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
  });
  const ca = await (await fetch(`${local.url}/_aurora-local/ca.pem`)).text();
  const settings = {
    Engine: 'aurora-postgresql',
    DBSubnetGroupName: 'private',
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
  };
  const password = 'correct-horse-battery';

  const connect = async (identifier: string) => {
    const { DBClusters } = await rds.describeDBClusters({
      DBClusterIdentifier: identifier,
    });
    const client = new Client({
      host: DBClusters?.[0]?.Endpoint,
      port: DBClusters?.[0]?.Port,
      user: 'postgres',
      password,
      database: 'postgres',
      ssl: { ca },
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const answers = async (identifier: string) => {
    for (;;) {
      try {
        const client = await connect(identifier);
        await client.query('SELECT 1');
        await client.end();
        return;
      } catch {
        await delay(20);
      }
    }
  };
  const addInstance = (identifier: string) =>
    rds.createDBInstance({
      DBInstanceIdentifier: `${identifier}-one`,
      DBClusterIdentifier: identifier,
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
    });
  const available = async (
    look: () => Promise<string | undefined>,
  ): Promise<void> => {
    for (;;) {
      const status = await look();
      if (status === 'available') {
        return;
      }
      if (status === 'failed') {
        throw new Error('It failed; see the events of aurora-db-local');
      }
      await delay(pollMs);
    }
  };
  const clusterAvailable = (DBClusterIdentifier: string) =>
    available(
      async () =>
        (await rds.describeDBClusters({ DBClusterIdentifier })).DBClusters?.[0]
          ?.Status,
    );
  const snapshot = async (DBClusterSnapshotIdentifier: string) => {
    await rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'source',
      DBClusterSnapshotIdentifier,
    });
    await available(
      async () =>
        (await rds.describeDBClusterSnapshots({ DBClusterSnapshotIdentifier }))
          .DBClusterSnapshots?.[0]?.Status,
    );
  };
  const remove = async (identifier: string) => {
    await rds.deleteDBInstance({ DBInstanceIdentifier: `${identifier}-one` });
    await rds.deleteDBCluster({
      DBClusterIdentifier: identifier,
      SkipFinalSnapshot: true,
    });
    while (
      await rds.describeDBClusters({ DBClusterIdentifier: identifier }).then(
        () => true,
        () => false,
      )
    ) {
      await delay(20);
    }
  };

  try {
    await rds.createDBSubnetGroup({
      DBSubnetGroupName: 'private',
      DBSubnetGroupDescription: 'two zones',
      SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
    });
    const creations: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const DBClusterIdentifier = round === 0 ? 'source' : `created-${round}`;
      creations.push(
        await secondsOf(async () => {
          await rds.createDBCluster({
            ...settings,
            DBClusterIdentifier,
            MasterUsername: 'postgres',
            MasterUserPassword: password,
          });
          await addInstance(DBClusterIdentifier);
          await answers(DBClusterIdentifier);
        }),
      );
    }

    const client = await connect('source');
    // A row takes 1 kB and a page of 8 kB has 7 rows, so that the table has the right size.
    await client.query(
      `CREATE TABLE bulk AS SELECT i, repeat(md5(i::text), 32) AS text FROM generate_series(1, ${megabytes * 896}) AS i`,
    );
    const { rows } = await client.query<{ size: string }>(
      `SELECT pg_database_size('postgres') / 1048576 AS size`,
    );
    await client.end();
    // Writes the remaining data to the disk and warms the file cache. Not measured.
    await snapshot('warm');
    await clusterAvailable('source');
    const [warm = ''] = readdirSync(join(state, 'postgres/snapshots'));
    const heap = join(root, 'heap');
    for (let copy = 0; copy < 4; copy += 1) {
      await run('cp', [
        '-R',
        join(state, 'postgres/snapshots', warm),
        `${heap}-${copy}`,
      ]);
    }
    for (let copy = 0; copy < 4; copy += 1) {
      rmSync(`${heap}-${copy}`, { recursive: true });
    }
    await rds.deleteDBClusterSnapshot({ DBClusterSnapshotIdentifier: 'warm' });

    const seconds: Record<
      'snapshot' | 'copy' | 'fromSnapshot' | 'toTime' | 'connect',
      number[]
    > = { snapshot: [], copy: [], fromSnapshot: [], toTime: [], connect: [] };
    const restored = async (
      identifier: string,
      restore: () => Promise<unknown>,
    ) => {
      const took = await secondsOf(async () => {
        await restore();
        await clusterAvailable(identifier);
      });
      seconds.connect.push(
        await secondsOf(async () => {
          await addInstance(identifier);
          await answers(identifier);
        }),
      );
      await remove(identifier);
      return took;
    };
    for (let round = 0; round < rounds; round += 1) {
      const taken = `snapshot-${round}`;
      await run('sync');
      seconds.snapshot.push(await secondsOf(() => snapshot(taken)));
      await clusterAvailable('source');
      const folder = readdirSync(join(state, 'postgres/snapshots')).find(name =>
        name.endsWith(taken),
      );
      const measured = [
        async () => {
          const files = join(state, 'postgres/snapshots', folder ?? '');
          const copy = join(root, 'copy');
          seconds.copy.push(
            await secondsOf(() => run('cp', ['-R', files, copy])),
          );
          rmSync(copy, { recursive: true });
        },
        async () => {
          const DBClusterIdentifier = `from-snapshot-${round}`;
          seconds.fromSnapshot.push(
            await restored(DBClusterIdentifier, () =>
              rds.restoreDBClusterFromSnapshot({
                ...settings,
                DBClusterIdentifier,
                SnapshotIdentifier: taken,
              }),
            ),
          );
        },
        async () => {
          const DBClusterIdentifier = `from-time-${round}`;
          seconds.toTime.push(
            await restored(DBClusterIdentifier, () =>
              rds.restoreDBClusterToPointInTime({
                ...settings,
                DBClusterIdentifier,
                SourceDBClusterIdentifier: 'source',
                UseLatestRestorableTime: true,
              }),
            ),
          );
        },
      ];
      for (const turn of measured.keys()) {
        // Writes remaining data of the previous measurement. Each kind is first equally often.
        await run('sync');
        await measured[(turn + round) % measured.length]?.();
      }
      await rds.deleteDBClusterSnapshot({ DBClusterSnapshotIdentifier: taken });
    }

    const created = median(creations);
    report.add(
      'creating a cluster until a client connects',
      created,
      's',
      `≤ ${createBudgetSeconds} s`,
      created <= createBudgetSeconds,
    );
    const base = median(seconds.copy);
    report.note('size of the database', Number(rows[0]?.size), 'MB');
    report.note('copying the files of its snapshot (cp -R)', base, 's');
    for (const [figure, values] of [
      ['snapshot', seconds.snapshot],
      ['restore from a snapshot', seconds.fromSnapshot],
      ['restore to a time', seconds.toTime],
    ] as const) {
      const value = median(values);
      report.add(
        figure,
        value,
        's',
        `≤ ${timesOfCopying} × ${base.toFixed(1)} s`,
        value <= timesOfCopying * base,
      );
    }
    report.note(
      'from there until a client of its first instance connects',
      median(seconds.connect),
      's',
    );
    report.finish();
  } finally {
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
