import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  RDSClient,
  type DBCluster,
  type DBInstance,
} from '@aws-sdk/client-rds';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/**
 * The platform's defaults. If your platform team configured other values, change them here. If your
 * environment has another name, add it: without it, three of these tests are skipped.
 */
const expected = {
  local: {
    capacity: [0.5, 1],
    instances: 1,
    retention: 1,
    protected: false,
    insights: false,
    monitoring: 0,
  },
  dev: {
    capacity: [0.5, 2],
    instances: 1,
    retention: 7,
    protected: false,
    insights: true,
    monitoring: 60,
  },
  stg: {
    capacity: [1, 16],
    instances: 2,
    retention: 30,
    protected: true,
    insights: true,
    monitoring: 60,
  },
  prod: {
    capacity: [1, 16],
    instances: 2,
    retention: 30,
    protected: true,
    insights: true,
    monitoring: 60,
  },
} as const;

type EnvironmentName = keyof typeof expected;

const isEnvironment = (name: string | undefined): name is EnvironmentName =>
  name !== undefined && name in expected;

describe('the database is set up as its environment says', () => {
  const rds = new RDSClient();
  let server: TestDatabase;
  let cluster: DBCluster;
  let instances: DBInstance[];
  let environment: string | undefined;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    const { DBClusters = [] } = await rds.send(
      new DescribeDBClustersCommand({}),
    );
    const { host, port } = server.address;
    const found = DBClusters.find(
      each => each.Endpoint === host && each.Port === port,
    );
    assert(found, `no cluster has the endpoint ${host}:${port}`);
    cluster = found;
    const name = found.TagList?.find(
      ({ Key }) => Key === 'aurora-db:environment',
    )?.Value;
    environment = name;
    const { DBInstances = [] } = await rds.send(
      new DescribeDBInstancesCommand({
        Filters: [
          {
            Name: 'db-cluster-id',
            Values: [cluster.DBClusterIdentifier ?? ''],
          },
        ],
      }),
    );
    instances = DBInstances;
  });
  after(() => server.drop());

  /** Of the environment; skips the test if the table lacks it. */
  const expectedHere = (context: TestContext) => {
    if (isEnvironment(environment)) {
      return expected[environment];
    }
    context.skip(`the environment ${environment} is not in the table`);
    return undefined;
  };

  const setting = async (name: string) => {
    const [row] = await server.query('SELECT current_setting($1) AS value', [
      name,
    ]);
    return row?.value;
  };

  test('Performance Insights is on if the environment says so, for a week, in the standard mode', context => {
    const settings = expectedHere(context);
    if (!settings) {
      return;
    }
    const { insights } = settings;
    assert.equal(cluster.PerformanceInsightsEnabled ?? false, insights);
    for (const instance of instances) {
      assert.equal(instance.PerformanceInsightsEnabled ?? false, insights);
    }
    if (insights) {
      assert.equal(cluster.PerformanceInsightsRetentionPeriod, 7);
      assert.equal(cluster.DatabaseInsightsMode, 'standard');
    }
  });

  test('it has the capacity, the instances and the monitoring of its environment', context => {
    const settings = expectedHere(context);
    if (!settings) {
      return;
    }
    const { capacity, instances: count, monitoring } = settings;
    const { MinCapacity, MaxCapacity } =
      cluster.ServerlessV2ScalingConfiguration ?? {};
    assert.deepEqual([MinCapacity, MaxCapacity], capacity);
    assert.equal(instances.length, count);
    for (const { DBInstanceClass, MonitoringInterval = 0 } of instances) {
      assert.equal(DBInstanceClass, 'db.serverless');
      assert.equal(MonitoringInterval, monitoring);
    }
  });

  test('it is backed up, encrypted, protected and private as its environment says', context => {
    const settings = expectedHere(context);
    if (!settings) {
      return;
    }
    const { retention, protected: isProtected } = settings;
    assert.equal(cluster.BackupRetentionPeriod, retention);
    // 03:00 to 04:00 in Japan
    assert.equal(cluster.PreferredBackupWindow, '18:00-19:00');
    assert.equal(cluster.DeletionProtection, isProtected);
    assert.equal(cluster.StorageEncrypted, true);
    assert.equal(cluster.IAMDatabaseAuthenticationEnabled, true);
    assert(instances.every(({ PubliclyAccessible }) => !PubliclyAccessible));
  });

  test('it is Aurora PostgreSQL 15 or later, its log goes to CloudWatch', async () => {
    assert.equal(cluster.Engine, 'aurora-postgresql');
    const major = (version: unknown) => Number(String(version).split('.')[0]);
    assert(major(cluster.EngineVersion) >= 15);
    assert.equal(
      major(await setting('server_version')),
      major(cluster.EngineVersion),
    );
    assert.deepEqual(cluster.EnabledCloudwatchLogsExports, ['postgresql']);
  });

  test('the server logs statements and slow ones without the values they are sent with, and keeps statistics of them', async () => {
    assert.equal(await setting('log_statement'), 'all');
    assert.equal(await setting('log_parameter_max_length'), '0');
    assert.equal(await setting('log_parameter_max_length_on_error'), '0');
    assert.equal(await setting('log_min_duration_statement'), '1s');
    assert.match(
      await setting('shared_preload_libraries'),
      /\bpg_stat_statements\b/,
    );
  });

  test('the pools of its functions fit into its connections', async () => {
    const functions = 10;
    const { poolLimits } = await import('../src/database/AuroraPool.ts');
    assert(
      Number(await setting('max_connections')) > functions * poolLimits.max,
    );
  });
});
