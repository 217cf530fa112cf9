import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { waitUntilDBClusterSnapshotAvailable } from '@aws-sdk/client-rds';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { startCommand } from '../testing/startCommand';
import {
  connectRds,
  type TestCluster,
  type ConnectedRds,
} from '../testing/startRds';

jest.setTimeout(180_000);

const settings = {
  Engine: 'aurora-postgresql',
  DBSubnetGroupName: 'private',
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
};

describe('aurora-db-local that is killed', () => {
  let stateDirectory: string;
  let command: Awaited<ReturnType<typeof startCommand>>;
  let test: ConnectedRds;
  let source: TestCluster;

  const start = async () => {
    command = await startCommand(stateDirectory);
    test = await connectRds({ url: command.url });
  };
  const unfinished = async () =>
    (
      await readdir(join(stateDirectory, 'postgres'), { recursive: true })
    ).filter(name => /\.unfinished($|\/)/.test(name));
  const kept = (cluster: TestCluster) =>
    test.query(cluster, 'SELECT count(*)::int AS rows FROM kept');
  const opened = async (identifier: string) => {
    await test.until(identifier);
    await test.createInstance(identifier, `${identifier}-one`);
    // Its automated snapshot, which soon follows, is unfinished for a while too.
    await test.untilRestorable(identifier);
    return test.until(identifier);
  };

  const resourceId = async (DBClusterIdentifier: string) => {
    const { DBClusters: [cluster] = [] } = await test.rds.describeDBClusters({
      DBClusterIdentifier,
    });
    return cluster?.DbClusterResourceId;
  };
  const folderOf = (kind: 'clusters' | 'snapshots', name: string) =>
    join(
      stateDirectory,
      'postgres',
      kind,
      `123456789012-ap-northeast-1-${name}`,
    );
  /**
   * Kills the command during some work: after the work has written a file, and before it has its
   * final folder. On a busy machine the work may end first. Then begins it again with another name.
   */
  const killAmid = async (
    kind: string,
    begin: (name: string) => Promise<{ file: string; result: string }>,
  ): Promise<string> => {
    for (let attempt = 1; ; attempt += 1) {
      const name = `${kind}-${attempt}`;
      const { file, result } = await begin(name);
      while (!existsSync(file) && !existsSync(result)) {
        await setImmediate();
      }
      await command.kill();
      if (!existsSync(result)) {
        return name;
      }
      await start();
      await test.until('orders');
    }
  };
  const untilCopied = async (DBClusterSnapshotIdentifier: string) => {
    await waitUntilDBClusterSnapshotAvailable(
      { client: test.rds, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { DBClusterSnapshotIdentifier },
    );
    return DBClusterSnapshotIdentifier;
  };
  let snapshotId: string;

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await start();
    await test.createGroups();
    await test.createCluster('orders');
    await test.createInstance('orders', 'orders-one');
    source = await test.until('orders');
    await test.query(
      source,
      `CREATE TABLE kept AS SELECT i FROM generate_series(1, 1000) AS i;
       CREATE UNLOGGED TABLE bulk AS SELECT repeat(md5(i::text), 50) AS text FROM generate_series(1, 100000) AS i`,
    );
    await test.untilRestorable('orders');
  });

  afterAll(async () => {
    // Ends it with its servers.
    await command?.end();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  it('in the middle of a snapshot takes it after its restart, once', async () => {
    snapshotId = await killAmid(
      'cut-off',
      async DBClusterSnapshotIdentifier => {
        await test.rds.createDBClusterSnapshot({
          DBClusterIdentifier: 'orders',
          DBClusterSnapshotIdentifier,
        });
        const result = folderOf(
          'snapshots',
          `${await resourceId('orders')}-${DBClusterSnapshotIdentifier}`,
        );
        return { file: `${result}.unfinished`, result };
      },
    );
    const look = async () =>
      (
        await test.rds.describeDBClusterSnapshots({
          DBClusterSnapshotIdentifier: snapshotId,
        })
      ).DBClusterSnapshots;
    expect(await unfinished()).not.toEqual([]);

    await start();
    source = await test.until('orders');
    expect(await look()).toMatchObject([
      { Status: 'available', PercentProgress: 100 },
    ]);
    await expect(kept(source)).resolves.toEqual([{ rows: 1000 }]);
    expect(await unfinished()).toEqual([]);
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-cluster-snapshot',
      SourceIdentifier: snapshotId,
    });
    expect(Events.map(({ Message }) => Message)).toEqual([
      'Creating manual cluster snapshot',
      'Manual cluster snapshot created',
    ]);
  });

  it('in the middle of a copy of a snapshot makes it after its restart, once', async () => {
    const copy = await killAmid('copied', async name => {
      await test.rds.copyDBClusterSnapshot({
        SourceDBClusterSnapshotIdentifier: snapshotId,
        TargetDBClusterSnapshotIdentifier: name,
      });
      const result = folderOf(
        'snapshots',
        `${await resourceId('orders')}-${name}`,
      );
      return { file: `${result}.unfinished`, result };
    });
    expect(await unfinished()).not.toEqual([]);

    await start();
    await test.rds.restoreDBClusterFromSnapshot({
      ...settings,
      DBClusterIdentifier: 'from-copy',
      SnapshotIdentifier: await untilCopied(copy),
    });
    await expect(kept(await opened('from-copy'))).resolves.toEqual([
      { rows: 1000 },
    ]);
    expect(await unfinished()).toEqual([]);
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-cluster-snapshot',
      SourceIdentifier: copy,
    });
    expect(Events.map(({ Message }) => Message)).toEqual([
      'Creating manual cluster snapshot',
      'Manual cluster snapshot created',
    ]);
  });

  it.each([
    ['copies', 'PG_VERSION'],
    ['recovers', 'postmaster.pid'],
  ])(
    'while a restore %s its data restores after its restart, once',
    async (phase, file) => {
      const restored = await killAmid(
        `restored-${phase}`,
        async DBClusterIdentifier => {
          await test.untilRestorable('orders');
          await test.rds.restoreDBClusterToPointInTime({
            ...settings,
            DBClusterIdentifier,
            SourceDBClusterIdentifier: 'orders',
            UseLatestRestorableTime: true,
          });
          const folder = folderOf(
            'clusters',
            `${await resourceId(DBClusterIdentifier)}`,
          );
          return {
            file: join(folder, 'data.unfinished', file),
            result: join(folder, 'data'),
          };
        },
      );

      await start();
      await expect(kept(await opened(restored))).resolves.toEqual([
        { rows: 1000 },
      ]);
      expect(await unfinished()).toEqual([]);
      const { DBClusters: all = [] } = await test.rds.describeDBClusters({});
      const folders = await readdir(
        join(stateDirectory, 'postgres', 'clusters'),
      );
      expect(folders.length).toBe(all.length);
    },
  );

  it('reports a failed restore whose snapshot lost its files, and leaves nothing of it', async () => {
    await rm(
      folderOf('snapshots', `${await resourceId('orders')}-${snapshotId}`),
      { recursive: true },
    );
    await test.rds.restoreDBClusterFromSnapshot({
      ...settings,
      DBClusterIdentifier: 'lost',
      SnapshotIdentifier: snapshotId,
    });
    await expect(test.until('lost')).rejects.toThrow(
      /lost failed: Work on the DB cluster failed: ENOENT/,
    );
    expect(await unfinished()).toEqual([]);
    await test.rds.deleteDBCluster({
      DBClusterIdentifier: 'lost',
      SkipFinalSnapshot: true,
    });
    await expect(test.until('lost', 'gone')).rejects.toMatchObject({
      name: 'DBClusterNotFoundFault',
    });
  });
});
