import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormation,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { PI } from '@aws-sdk/client-pi';
import {
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  RDS,
} from '@aws-sdk/client-rds';
import { createAuroraLocal } from '../createAuroraLocal';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { sendRaw } from '../testing/sendRaw';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

jest.setTimeout(180_000);

const accountId = '123456789012';
const region = 'ap-northeast-1';

const database = (name: string) => ({
  stack: {
    name: `${name}-database`,
    tags: { team: 'shop', database: name },
    outputs: { ClusterIdentifier: name },
  },
  cluster: {
    identifier: name,
    minCapacity: 1,
    maxCapacity: 16,
    maxConnections: 3360,
    readers: 1,
  },
});

const alarm = (AlarmName: string, cluster: string) => ({
  AlarmName,
  Namespace: 'AWS/RDS',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'DBClusterIdentifier', Value: cluster }],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 80,
});

describe('a fleet', () => {
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    endpoint = await startEndpoint();
  });

  afterEach(() => sendRaw(`${endpoint.url}/_aurora-local/reset`));

  afterAll(() => endpoint?.stop());

  async function post(body: unknown, { url }: { url: string } = endpoint) {
    const answer = await sendRaw(`${url}/_aurora-local/fleet`, {
      body: JSON.stringify(body),
    });
    return {
      status: answer.statusCode,
      body: JSON.parse(answer.body.toString()),
    };
  }
  const create = (...databases: object[]) =>
    post({ accountId, region, databases });
  const configOf = ({ url }: { url: string }) => ({
    ...endpoint.clientConfig(),
    endpoint: url,
  });
  const clusterNames = async (at: { url: string } = endpoint) => {
    const { DBClusters = [] } = await new RDS(configOf(at)).describeDBClusters(
      {},
    );
    return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
  };
  const stackNames = async (at: { url: string } = endpoint) => {
    const { Stacks = [] } = await new CloudFormation(
      configOf(at),
    ).describeStacks({});
    return Stacks.map(({ StackName }) => StackName);
  };

  it('is described in pages of a hundred', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `db${index}`);
    expect(await create(...names.map(database))).toEqual({
      status: 201,
      body: { databases: 150 },
    });
    const count = async <T>(
      pages: AsyncIterable<T>,
      items: (page: T) => unknown[] | undefined,
    ) => {
      const counts: Array<number | undefined> = [];
      for await (const page of pages) {
        counts.push(items(page)?.length);
      }
      return counts;
    };
    const cloudFormation = new CloudFormation(endpoint.clientConfig());
    const rds = new RDS(endpoint.clientConfig());
    expect(
      await count(
        paginateDescribeStacks({ client: cloudFormation }, {}),
        ({ Stacks }) => Stacks,
      ),
    ).toEqual([100, 50]);
    expect(
      await count(
        paginateDescribeDBClusters({ client: rds }, {}),
        ({ DBClusters }) => DBClusters,
      ),
    ).toEqual([100, 50]);
    expect(
      await count(
        paginateDescribeDBInstances({ client: rds }, {}),
        ({ DBInstances }) => DBInstances,
      ),
    ).toEqual([100, 100, 100]);
  });

  it('looks like databases that are two weeks old', async () => {
    await create(database('orders'));
    const { Stacks } = await new CloudFormation(
      endpoint.clientConfig(),
    ).describeStacks({ StackName: 'orders-database' });
    expect(Stacks).toMatchObject([
      {
        StackStatus: 'CREATE_COMPLETE',
        Tags: [
          { Key: 'team', Value: 'shop' },
          { Key: 'database', Value: 'orders' },
        ],
        Outputs: [{ OutputKey: 'ClusterIdentifier', OutputValue: 'orders' }],
      },
    ]);
    const rds = new RDS(endpoint.clientConfig());
    const { DBClusters } = await rds.describeDBClusters({
      DBClusterIdentifier: 'orders',
    });
    expect(DBClusters).toMatchObject([
      {
        Status: 'available',
        Endpoint: expect.any(String),
        ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 16 },
        LatestRestorableTime: expect.any(Date),
        DBClusterMembers: [
          {
            IsClusterWriter: true,
            DBClusterParameterGroupStatus: 'in-sync',
          },
          { IsClusterWriter: false },
        ],
        TagList: expect.arrayContaining([{ Key: 'team', Value: 'shop' }]),
      },
    ]);
    const { DBInstances } = await rds.describeDBInstances({
      Filters: [{ Name: 'db-cluster-id', Values: ['orders'] }],
    });
    expect(DBInstances).toMatchObject([
      { DBInstanceStatus: 'available', AvailabilityZone: 'ap-northeast-1c' },
      { DBInstanceStatus: 'available', AvailabilityZone: 'ap-northeast-1a' },
    ]);
    const { MetricDataResults } = await new CloudWatch(
      endpoint.clientConfig(),
    ).getMetricData({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(),
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'DatabaseConnections',
              Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    });
    expect(MetricDataResults?.[0]?.Values?.length).toBeGreaterThanOrEqual(60);
  });

  it('has a load if its Performance Insights are on', async () => {
    const orders = database('orders');
    await create(
      { ...orders, cluster: { ...orders.cluster, performanceInsights: true } },
      database('billing'),
    );
    const { DBInstances = [] } = await new RDS(
      endpoint.clientConfig(),
    ).describeDBInstances({});
    expect(
      DBInstances.map(one => [
        one.DBClusterIdentifier,
        one.PerformanceInsightsEnabled,
      ]),
    ).toEqual([
      ['billing', false],
      ['billing', false],
      ['orders', true],
      ['orders', true],
    ]);
    const pi = new PI(endpoint.clientConfig());
    const read = async (Identifier: string | undefined) => {
      const { Keys = [] } = await pi.describeDimensionKeys({
        ServiceType: 'RDS',
        Identifier,
        StartTime: new Date(Date.now() - 60_000),
        EndTime: new Date(Date.now() + 60_000),
        PeriodInSeconds: 1,
        Metric: 'db.load.avg',
        GroupBy: { Group: 'db.sql_tokenized' },
      });
      return Keys.map(one => one.Dimensions?.['db.sql_tokenized.statement']);
    };
    let statements = await read(DBInstances[3]?.DbiResourceId);
    while (statements.length < 3) {
      await delay(100);
      statements = await read(DBInstances[3]?.DbiResourceId);
    }
    expect(statements[0]).toBe('SELECT * FROM orders WHERE customer = ?');
    await expect(read(DBInstances[0]?.DbiResourceId)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('has its alarms', async () => {
    await create({
      ...database('orders'),
      alarms: [alarm('orders-cpu', 'orders')],
    });
    const { MetricAlarms } = await new CloudWatch(
      endpoint.clientConfig(),
    ).describeAlarms({});
    expect(MetricAlarms).toMatchObject([
      {
        AlarmName: 'orders-cpu',
        // The alarm may have been evaluated already if a minute has ended since.
        StateValue: expect.stringMatching(/^(INSUFFICIENT_DATA|OK)$/),
      },
    ]);
  });

  it('can only be described', async () => {
    await create(database('orders'));
    const rds = new RDS(endpoint.clientConfig());
    await expect(
      rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'orders',
        DBClusterSnapshotIdentifier: 'taken',
      }),
    ).rejects.toThrow(/simulated fleet.*no server/);
    await expect(
      rds.createDBCluster({
        DBClusterIdentifier: 'orders',
        Engine: 'aurora-postgresql',
        MasterUsername: 'postgres',
        MasterUserPassword: 'correct-horse-battery',
      }),
    ).rejects.toThrow(/already exists/);
  });

  it('refuses names that exist, names them, and creates nothing', async () => {
    await create({
      ...database('orders'),
      alarms: [alarm('orders-cpu', 'orders')],
    });
    const refused = await create(
      database('billing'),
      { ...database('orders'), alarms: [alarm('orders-cpu', 'orders')] },
      database('twice'),
      database('twice'),
    );
    expect(refused.status).toBe(409);
    expect(refused.body.message).toMatch(
      /stacks orders-database, twice-database; clusters orders, twice; alarms orders-cpu/,
    );
    expect(await clusterNames()).toEqual(['orders']);
    expect(await stackNames()).toEqual(['orders-database']);
  });

  it.each([
    ['accountId', { accountId: 'mine' }, /accountId/],
    ['no databases', { databases: [] }, /databases/],
    [
      'a capacity upside down',
      {
        databases: [
          {
            ...database('orders'),
            cluster: { ...database('orders').cluster, minCapacity: 32 },
          },
        ],
      },
      /minCapacity/,
    ],
    [
      'an alarm that CloudWatch refuses',
      {
        databases: [
          {
            ...database('orders'),
            alarms: [{ ...alarm('orders-cpu', 'orders'), Period: 61 }],
          },
        ],
      },
      /Period/,
    ],
    ['something unknown', { size: 1000 }, /size/],
  ])('refuses %s', async (_, wrong, message) => {
    const { status, body } = await post({
      accountId,
      region,
      databases: [database('orders')],
      ...wrong,
    });
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
    expect(await clusterNames()).toEqual([]);
  });

  it('is there after a restart and gone after a reset', async () => {
    const stateDirectory = await makeStateDirectory();
    const first = await createAuroraLocal({ stateDirectory });
    await post({ accountId, region, databases: [database('orders')] }, first);
    await first.stop();
    const second = await createAuroraLocal({ stateDirectory });
    try {
      expect(await clusterNames(second)).toEqual(['orders']);
      expect(await stackNames(second)).toEqual(['orders-database']);
      await sendRaw(`${second.url}/_aurora-local/reset`);
      expect(await clusterNames(second)).toEqual([]);
      expect(await stackNames(second)).toEqual([]);
    } finally {
      await second.stop();
      await rm(stateDirectory, { recursive: true, force: true });
    }
  });
});
