import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuroraLocal, type AuroraLocal } from '../../createAuroraLocal';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { connectRds, type ConnectedRds } from '../testing/startRds';

jest.setTimeout(180_000);

/** Templates of other tests: with them, no `initdb` would run in these folders. */
let sharedTemplates: string | undefined;

describe.each([
  ["characters that initdb's shell interprets", `$HOME \`id\` "mine" \\ here`],
  ['spaces, signs and other letters', `it's 100%f; #*&|'データベース_größe`],
])('a state folder whose name has %s', (_, name) => {
  let parent: string;
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let test: ConnectedRds;

  const start = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    test = await connectRds(endpoint);
  };

  beforeAll(async () => {
    parent = await makeStateDirectory();
    sharedTemplates = process.env.AURORA_DB_LOCAL_TEMPLATES;
    delete process.env.AURORA_DB_LOCAL_TEMPLATES;
    stateDirectory = join(parent, name);
    await mkdir(stateDirectory);
    await start();
    await test.createGroups();
  });

  afterAll(async () => {
    process.env.AURORA_DB_LOCAL_TEMPLATES = sharedTemplates;
    await endpoint?.stop();
    await rm(parent, { recursive: true, force: true });
  });

  it('serves a writer and a reader, archives, and restores from snapshots and to a time', async () => {
    const { rds, query, until } = test;
    await test.createCluster('named');
    await test.createInstance('named', 'one');
    await test.createInstance('named', 'two');
    const cluster = await until('named');
    await query(cluster, 'CREATE TABLE kept AS SELECT 1 AS id');
    const onReader = () =>
      query(cluster, 'SELECT pg_is_in_recovery() AS reader', {
        host: cluster.reader,
      });
    await expect(onReader()).resolves.toEqual([{ reader: true }]);
    await rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'named',
      DBClusterSnapshotIdentifier: 'kept',
    });
    await until('named');
    await test.untilRestorable('named');
    await query(cluster, 'INSERT INTO kept VALUES (2)');
    const target = {
      DBSubnetGroupName: 'private',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    };
    await rds.restoreDBClusterFromSnapshot({
      ...target,
      DBClusterIdentifier: 'from-snapshot',
      SnapshotIdentifier: 'kept',
      Engine: 'aurora-postgresql',
    });
    await rds.restoreDBClusterToPointInTime({
      ...target,
      DBClusterIdentifier: 'to-now',
      SourceDBClusterIdentifier: 'named',
      UseLatestRestorableTime: true,
    });
    for (const [restored, ids] of [
      ['from-snapshot', [1]],
      ['to-now', [1, 2]],
    ] as const) {
      await until(restored);
      await test.createInstance(restored, `${restored}-one`);
      await expect(
        query(await until(restored), 'SELECT id FROM kept ORDER BY id'),
      ).resolves.toEqual(ids.map(id => ({ id })));
    }
  });

  it('serves a standby that finds in the archive what its writer has no more', async () => {
    const { rds, query, until } = test;
    await rds.failoverDBCluster({ DBClusterIdentifier: 'named' });
    const cluster = await until('named');
    await query(cluster, 'INSERT INTO kept SELECT generate_series(3, 100000)');
    await endpoint.stop();
    await start();
    const again = await test.until('named');
    await expect(
      test.query(again, 'SELECT count(*)::int AS rows FROM kept'),
    ).resolves.toEqual([{ rows: 100_000 }]);
    await expect(
      test.query(again, 'SELECT pg_is_in_recovery() AS reader', {
        host: again.reader,
      }),
    ).resolves.toEqual([{ reader: true }]);
    const { DBClusters: [{ DbClusterResourceId } = {}] = [] } =
      await test.rds.describeDBClusters({ DBClusterIdentifier: 'named' });
    const log = await readFile(
      join(
        stateDirectory,
        'postgres/clusters',
        `123456789012-ap-northeast-1-${DbClusterResourceId}`,
        'log/one.0.log',
      ),
      'utf8',
    );
    expect(log).toMatch(/restored log file "[0-9A-F]{24}" from archive/);
  });
});
