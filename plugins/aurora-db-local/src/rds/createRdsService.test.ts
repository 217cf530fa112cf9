import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  masterPassword,
  startRds,
  type TestCluster,
  type TestRds,
} from './testing/startRds';

jest.setTimeout(180_000);

describe('a cluster', () => {
  let test: TestRds;
  let cluster: TestCluster;

  beforeAll(async () => {
    test = await startRds();
    await test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [
        {
          ParameterName: 'max_connections',
          ParameterValue: '321',
          ApplyMethod: 'pending-reboot',
        },
        {
          ParameterName: 'log_statement',
          ParameterValue: 'all',
          ApplyMethod: 'immediate',
        },
        {
          ParameterName: 'log_min_duration_statement',
          ParameterValue: '1000',
          ApplyMethod: 'immediate',
        },
        {
          ParameterName: 'shared_preload_libraries',
          ParameterValue: 'pg_stat_statements',
          ApplyMethod: 'pending-reboot',
        },
        {
          ParameterName: 'rds.force_ssl',
          ParameterValue: '1',
          ApplyMethod: 'immediate',
        },
        {
          ParameterName: 'shared_buffers',
          ParameterValue: '{DBInstanceClassMemory/12038}',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    await test.createCluster('orders');
    await test.until('orders');
    await test.createInstance('orders', 'one');
    cluster = await test.until('orders');
  });

  afterAll(() => test?.stop());

  it('answers over verified TLS with the initial database, owned by the master user', async () => {
    await expect(
      test.query(
        cluster,
        `SELECT datname, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()`,
      ),
    ).resolves.toEqual([{ datname: 'goalmandalamain', owner: 'postgres' }]);
  });

  it('refuses connections without TLS', async () => {
    await expect(
      test.query(cluster, 'SELECT 1', { ssl: false }),
    ).rejects.toThrow(/no encryption/);
  });

  it('is not trusted by a client that knows only other authorities', async () => {
    await expect(
      test.query(cluster, 'SELECT 1', { ssl: { ca: [] } }),
    ).rejects.toThrow(/certificate/);
  });

  it('refuses a wrong password', async () => {
    await expect(
      test.query(cluster, 'SELECT 1', { password: 'wrong' }),
    ).rejects.toThrow(/password authentication failed/);
  });

  it('runs with the values of its parameter group', async () => {
    const names = [
      'max_connections',
      'log_statement',
      'log_min_duration_statement',
      'shared_preload_libraries',
    ];
    await expect(
      test.query(
        cluster,
        `SELECT name, setting FROM pg_settings WHERE name IN ('${names.join("', '")}') ORDER BY name`,
      ),
    ).resolves.toEqual([
      { name: 'log_min_duration_statement', setting: '1000' },
      { name: 'log_statement', setting: 'all' },
      { name: 'max_connections', setting: '321' },
      { name: 'shared_preload_libraries', setting: 'pg_stat_statements' },
    ]);
  });

  it.each(['postgres', 'goalmandalamain'])(
    'has the statistics of statements in the database %s from the start',
    async database => {
      await expect(
        test.query(
          cluster,
          'SELECT count(*) > 0 AS counted FROM pg_stat_statements',
          { database },
        ),
      ).resolves.toEqual([{ counted: true }]);
    },
  );

  it('gives the master user the rights of rds_superuser and no others', async () => {
    await test.query(
      cluster,
      'CREATE EXTENSION IF NOT EXISTS pg_stat_statements; CREATE EXTENSION IF NOT EXISTS pgcrypto',
    );
    await test.query(
      cluster,
      'CREATE USER "lambda-user"; GRANT rds_iam TO "lambda-user"',
    );
    await test.query(
      cluster,
      'CREATE TABLE goals (id int PRIMARY KEY); INSERT INTO goals VALUES (1)',
    );
    await expect(
      test.query(
        cluster,
        `SELECT rolsuper, pg_has_role('rds_superuser', 'member') AS member FROM pg_roles WHERE rolname = current_user`,
      ),
    ).resolves.toEqual([{ rolsuper: false, member: true }]);
    await expect(
      test.query(cluster, 'CREATE ROLE mighty SUPERUSER'),
    ).rejects.toThrow(/superuser/);
  });

  it('changes a dynamic parameter at once and a static one at the reboot', async () => {
    await test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [
        {
          ParameterName: 'log_min_duration_statement',
          ParameterValue: '250',
          ApplyMethod: 'immediate',
        },
        {
          ParameterName: 'max_connections',
          ParameterValue: '222',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    const shown = async () =>
      (
        await test.query(
          cluster,
          `SELECT current_setting('max_connections') AS connections, current_setting('log_min_duration_statement') AS duration`,
        )
      )[0];
    while ((await shown())?.duration !== '250ms') {
      await delay(50);
    }
    expect(await shown()).toEqual({ connections: '321', duration: '250ms' });
    expect((await test.until('orders')).members).toEqual({
      one: 'writer pending-reboot',
    });

    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
    expect((await test.until('orders')).members).toEqual({
      one: 'writer in-sync',
    });
    expect(await shown()).toEqual({ connections: '222', duration: '250ms' });
  });

  it('moves its windows without a restart', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      PreferredBackupWindow: '03:00-04:00',
      PreferredMaintenanceWindow: 'Tue:04:00-Tue:05:00',
      ApplyImmediately: true,
    });
    await test.until('orders');
    const { DBClusters } = await test.rds.describeDBClusters({
      DBClusterIdentifier: 'orders',
    });
    expect(DBClusters).toMatchObject([
      {
        PreferredBackupWindow: '03:00-04:00',
        PreferredMaintenanceWindow: 'tue:04:00-tue:05:00',
      },
    ]);
  });

  it('never writes a password to its log, with any log settings', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      MasterUserPassword: 'another-password-of-it',
      ApplyImmediately: true,
    });
    await test.until('orders');
    await test.query(cluster, 'SELECT 1', {
      password: 'another-password-of-it',
    });
    await expect(test.query(cluster, 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      MasterUserPassword: masterPassword,
      ApplyImmediately: true,
    });
    await test.until('orders');
    // The folder of a backup is renamed when it is complete.
    await test.untilRestorable('orders');

    const files = (
      await readdir(test.endpoint.stateDirectory, { recursive: true })
    ).filter(name => /\.(log|json)$/.test(name));
    const texts = await Promise.all(
      files.map(name =>
        readFile(join(test.endpoint.stateDirectory, name), 'utf8'),
      ),
    );
    expect(texts.join('')).toContain('CREATE TABLE goals');
    expect(texts.join('')).not.toMatch(
      new RegExp(`another-password-of-it|${masterPassword}|SCRAM-SHA-256\\$`),
    );
  });

  it('serves readers from the writer until there is a reader, then from a read-only standby', async () => {
    const read = (statement: string) =>
      test.query({ ...cluster, writer: cluster.reader }, statement);
    await expect(
      read('SELECT pg_is_in_recovery() AS standby'),
    ).resolves.toEqual([{ standby: false }]);

    await test.createInstance('orders', 'two');
    const { members } = await test.until('orders');
    expect(members).toEqual({ one: 'writer in-sync', two: 'reader in-sync' });
    await test.query(cluster, 'INSERT INTO goals VALUES (2)');
    const goals = async () =>
      (
        await read(
          'SELECT count(*)::int AS goals, pg_is_in_recovery() AS standby FROM goals',
        )
      )[0];
    // A standby follows a moment later.
    while ((await goals())?.goals !== 2) {
      await delay(50);
    }
    await expect(goals()).resolves.toEqual({ goals: 2, standby: true });
    await expect(read('INSERT INTO goals VALUES (3)')).rejects.toThrow(
      /read-only transaction/,
    );
  });

  it('fails over to the reader, which gets the writer endpoint, and loses nothing', async () => {
    await test.query(cluster, 'INSERT INTO goals VALUES (4)');
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'orders' });
    const after = await test.until('orders');
    expect(after.members).toEqual({
      one: 'reader in-sync',
      two: 'writer in-sync',
    });
    expect(after).toMatchObject({
      writer: cluster.writer,
      reader: cluster.reader,
      port: cluster.port,
    });
    await test.query(after, 'INSERT INTO goals VALUES (5)');
    await expect(
      test.query(after, 'SELECT id FROM goals ORDER BY id'),
    ).resolves.toEqual([{ id: 1 }, { id: 2 }, { id: 4 }, { id: 5 }]);
    await expect(
      test.query(
        { ...after, writer: after.reader },
        'SELECT pg_is_in_recovery() AS standby',
      ),
    ).resolves.toEqual([{ standby: true }]);
  });

  it('stops, refuses connections, and starts with its data', async () => {
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'orders' });
    await test.until('orders', 'stopped');
    await expect(test.query(cluster, 'SELECT 1')).rejects.toThrow(
      /ECONNREFUSED/,
    );
    await test.rds.startDBCluster({ DBClusterIdentifier: 'orders' });
    await test.until('orders');
    await expect(
      test.query(cluster, 'SELECT count(*)::int AS goals FROM goals'),
    ).resolves.toEqual([{ goals: 4 }]);
  });

  it('takes its capacity bounds without a restart', async () => {
    const uptime = `SELECT pg_postmaster_start_time()::text AS since`;
    const [before] = await test.query(cluster, uptime);
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 16 },
      ApplyImmediately: true,
    });
    await test.until('orders');
    const { DBClusters } = await test.rds.describeDBClusters({
      DBClusterIdentifier: 'orders',
    });
    expect(DBClusters?.[0]?.ServerlessV2ScalingConfiguration).toEqual({
      MinCapacity: 1,
      MaxCapacity: 16,
    });
    expect((await test.query(cluster, uptime))[0]).toEqual(before);
  });

  it('is deleted with a final snapshot after its instances', async () => {
    await test.rds.deleteDBInstance({ DBInstanceIdentifier: 'one' });
    await test.rds.deleteDBInstance({ DBInstanceIdentifier: 'two' });
    await test.rds.deleteDBCluster({
      DBClusterIdentifier: 'orders',
      FinalDBSnapshotIdentifier: 'orders-final',
    });
    await expect(test.until('orders', 'gone')).rejects.toMatchObject({
      name: 'DBClusterNotFoundFault',
    });
    const { DBClusterSnapshots } = await test.rds.describeDBClusterSnapshots({
      DBClusterSnapshotIdentifier: 'orders-final',
    });
    expect(DBClusterSnapshots).toMatchObject([
      {
        Status: 'available',
        SnapshotType: 'manual',
        DBClusterIdentifier: 'orders',
        PercentProgress: 100,
      },
    ]);
    const kept = await readdir(join(test.endpoint.stateDirectory, 'postgres'), {
      recursive: true,
    });
    expect(
      kept.filter(
        name => name.endsWith('PG_VERSION') && name.startsWith('clusters/'),
      ),
    ).toEqual([]);
    expect(
      kept.filter(name => /^snapshots\/[^/]+\/PG_VERSION$/.test(name)),
    ).toHaveLength(1);
  });

  it('has events for its changes', async () => {
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-cluster',
      SourceIdentifier: 'orders',
    });
    expect(Events.map(({ Message }) => Message)).toEqual(
      expect.arrayContaining([
        'DB cluster created',
        'Completed failover to DB instance: two',
        'DB cluster stopped',
        'DB cluster started',
        'DB cluster deleted',
      ]),
    );
  });
});

describe('clusters', () => {
  let test: TestRds;

  beforeAll(async () => {
    test = await startRds();
  });

  afterAll(() => test?.stop());

  it('are created two at once, each with its own port', async () => {
    await Promise.all([
      test.createCluster('alpha'),
      test.createCluster('beta'),
    ]);
    await Promise.all(
      ['alpha', 'beta'].map(name => test.createInstance(name, `${name}-one`)),
    );
    const clusters = await Promise.all(
      ['alpha', 'beta'].map(name => test.until(name)),
    );
    expect(new Set(clusters.map(({ port }) => port)).size).toBe(2);
    await expect(
      Promise.all(
        clusters.map(cluster => test.query(cluster, 'SELECT 1 AS one')),
      ),
    ).resolves.toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });

  it('are upgraded within 15 with their data', async () => {
    await test.createCluster('older', { EngineVersion: '15.4' });
    await test.createInstance('older', 'older-one');
    const before = await test.until('older');
    await test.query(before, 'CREATE TABLE kept AS SELECT 1 AS id');
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'older',
      EngineVersion: '15.17',
      ApplyImmediately: true,
    });
    const after = await test.until('older');
    expect(after.version).toBe('15.17');
    await expect(
      test.query(
        after,
        `SELECT id, current_setting('server_version') AS version FROM kept`,
      ),
    ).resolves.toEqual([{ id: 1, version: '15.17' }]);
  });
});
