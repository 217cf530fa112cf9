import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import {
  connectStatement,
  startIamRds,
  type TestIamRds,
} from '../testing/startIamRds';

jest.setTimeout(180_000);

// The packages of PostgreSQL that this workspace installs.
const installed = ['15.4', '15.17', '16.13', '17.9'];
const familyOf = (version: string) =>
  `aurora-postgresql${version.split('.')[0]}`;

describe('installed versions of PostgreSQL', () => {
  let test: TestIamRds;

  beforeAll(async () => {
    test = await startIamRds();
  });

  afterAll(() => test?.stop());

  const offered = async (
    wanted: Parameters<typeof test.rds.describeDBEngineVersions>[0],
  ) => {
    const { DBEngineVersions = [] } = await test.rds.describeDBEngineVersions({
      Engine: 'aurora-postgresql',
      ...wanted,
    });
    return DBEngineVersions.map(version => [
      version.EngineVersion,
      version.DBParameterGroupFamily,
    ]);
  };

  it('are offered with their families, the oldest first', async () => {
    await expect(offered({})).resolves.toEqual(
      installed.map(version => [version, familyOf(version)]),
    );
    await expect(offered({ EngineVersion: '16' })).resolves.toEqual([
      ['16.13', 'aurora-postgresql16'],
    ]);
  });

  it('do not change the default, which is the newest 15', async () => {
    await expect(offered({ DefaultOnly: true })).resolves.toEqual([
      ['15.17', 'aurora-postgresql15'],
    ]);
  });

  it('can be ordered as serverless', async () => {
    const { OrderableDBInstanceOptions = [] } =
      await test.rds.describeOrderableDBInstanceOptions({
        Engine: 'aurora-postgresql',
        DBInstanceClass: 'db.serverless',
      });
    expect(
      OrderableDBInstanceOptions.map(({ EngineVersion }) => EngineVersion),
    ).toEqual(installed);
  });

  it('upgrade only within a major version', async () => {
    const { DBEngineVersions = [] } = await test.rds.describeDBEngineVersions(
      {},
    );
    expect(
      DBEngineVersions.map(({ ValidUpgradeTarget = [] }) =>
        ValidUpgradeTarget.map(({ EngineVersion }) => EngineVersion),
      ),
    ).toEqual([['15.17'], [], [], []]);
  });

  describe.each(['16', '17'])('a database with PostgreSQL %s', major => {
    const family = `aurora-postgresql${major}`;
    const name = `with-${major}`;
    const group = `group-${major}`;

    beforeAll(async () => {
      await test.rds.createDBClusterParameterGroup({
        DBClusterParameterGroupName: group,
        DBParameterGroupFamily: family,
        Description: 'of the test',
      });
      await test.rds.modifyDBClusterParameterGroup({
        DBClusterParameterGroupName: group,
        Parameters: [
          { ParameterName: 'work_mem', ParameterValue: '5000' },
          {
            ParameterName: 'max_connections',
            ParameterValue: '150',
            ApplyMethod: 'pending-reboot',
          },
        ],
      });
      await test.createCluster(name, {
        EngineVersion: major,
        DBClusterParameterGroupName: group,
        EnableIAMDatabaseAuthentication: true,
      });
      await test.createInstance(name, `${name}-one`);
      await test.createInstance(name, `${name}-two`);
    });

    it('runs this version with the values of its parameter group', async () => {
      const cluster = await test.until(name);
      await expect(
        test.query(
          cluster,
          `SELECT split_part(current_setting('server_version'), '.', 1) AS major,
             current_setting('work_mem') AS work, current_setting('max_connections') AS connections`,
        ),
      ).resolves.toEqual([{ major, work: '5000kB', connections: '150' }]);
    });

    it('lets functions log in with an IAM token, and the master user with its password', async () => {
      const cluster = await test.until(name);
      await test.query(
        cluster,
        'CREATE USER "lambda-user"; GRANT rds_iam TO "lambda-user"; CREATE ROLE another LOGIN PASSWORD \'plain\'',
      );
      await test.putRole('application', [
        connectStatement(await test.resourceId(name)),
      ]);
      const token = await test.tokenFor(cluster, {
        credentials: await test.assume('application'),
      });
      await expect(test.logIn(cluster, token)).resolves.toEqual([
        { me: 'lambda-user' },
      ]);
      await expect(test.logIn(cluster, 'any password')).rejects.toThrow(
        'PAM authentication failed',
      );
      const plain = { user: 'another', password: 'plain' };
      await expect(
        test.query(cluster, 'SELECT 1', plain),
      ).resolves.toHaveLength(1);
    });

    it('can be restored to a time, from a snapshot, and fails over', async () => {
      const { rds, query, until } = test;
      const cluster = await until(name);
      await query(cluster, 'CREATE TABLE kept AS SELECT 1 AS id');
      await test.untilRestorable(name);
      await rds.createDBClusterSnapshot({
        DBClusterIdentifier: name,
        DBClusterSnapshotIdentifier: `${name}-kept`,
      });
      await until(name);
      const common = {
        DBSubnetGroupName: 'private',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      };
      await rds.restoreDBClusterToPointInTime({
        DBClusterIdentifier: `${name}-time`,
        SourceDBClusterIdentifier: name,
        UseLatestRestorableTime: true,
        ...common,
      });
      await rds.restoreDBClusterFromSnapshot({
        DBClusterIdentifier: `${name}-snapshot`,
        SnapshotIdentifier: `${name}-kept`,
        Engine: 'aurora-postgresql',
        ...common,
      });
      for (const restored of [`${name}-time`, `${name}-snapshot`]) {
        await test.createInstance(restored, `${restored}-one`);
        await expect(
          query(await until(restored), 'SELECT id FROM kept'),
        ).resolves.toEqual([{ id: 1 }]);
      }
      await rds.failoverDBCluster({ DBClusterIdentifier: name });
      const after = await until(name);
      expect(after.members).toMatchObject({
        [`${name}-two`]: expect.stringContaining('writer'),
      });
      await query(after, 'INSERT INTO kept VALUES (2)');
    });

    it('publishes metrics, which are read from the views of this version', async () => {
      const cloudWatch = new CloudWatch(test.endpoint.clientConfig());
      const uptimes = async () => {
        const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
          Namespace: 'AWS/RDS',
          MetricName: 'EngineUptime',
          Dimensions: [{ Name: 'DBClusterIdentifier', Value: name }],
          StartTime: new Date(Date.now() - 600_000),
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ['Maximum'],
        });
        return Datapoints.map(({ Maximum = 0 }) => Maximum);
      };
      // The first minute may have begun with the server.
      let longest = Math.max(0, ...(await uptimes()));
      while (longest === 0) {
        await delay(100);
        longest = Math.max(0, ...(await uptimes()));
      }
      expect(longest).toBeGreaterThan(0);
      cloudWatch.destroy();
    });

    it('cannot have a parameter group of another family', async () => {
      await expect(
        test.createCluster('mixed', { EngineVersion: major }),
      ).rejects.toThrow(
        `The Parameter Group parameters with DBParameterGroupFamily aurora-postgresql15 can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${family}`,
      );
      await test.until(name);
      await expect(
        test.rds.modifyDBCluster({
          DBClusterIdentifier: name,
          DBClusterParameterGroupName: 'parameters',
        }),
      ).rejects.toThrow(`DBParameterGroupFamily ${family}`);
    });
  });

  it.each([
    ['vacuum_defer_cleanup_age', 'aurora-postgresql16'],
    ['old_snapshot_threshold', 'aurora-postgresql17'],
  ])(
    '%s, which %s does not have, cannot be set there',
    async (name, family) => {
      const groupOf = (suffix: string) =>
        `removed-${name.replaceAll('_', '-')}-${suffix}`;
      const set = async (suffix: string, DBParameterGroupFamily: string) => {
        await test.rds.createDBClusterParameterGroup({
          DBClusterParameterGroupName: groupOf(suffix),
          DBParameterGroupFamily,
          Description: 'of the test',
        });
        await test.rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: groupOf(suffix),
          Parameters: [
            {
              ParameterName: name,
              ParameterValue: '1',
              ApplyMethod: 'pending-reboot',
            },
          ],
        });
      };
      await set('before', 'aurora-postgresql15');
      await expect(set('after', family)).rejects.toThrow(
        `Could not find parameter with name: ${name}`,
      );
    },
  );
});
