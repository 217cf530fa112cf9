import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { RDS } from '@aws-sdk/client-rds';
import { sendRaw } from '../testing/sendRaw';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

jest.setTimeout(180_000);

const accountId = '123456789012';
const region = 'ap-northeast-1';

describe('a fleet of clusters that other tools created', () => {
  let endpoint: TestEndpoint;
  let rds: RDS;
  let cloudWatch: CloudWatch;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    rds = new RDS(endpoint.clientConfig());
    cloudWatch = new CloudWatch(endpoint.clientConfig());
  });
  afterEach(() => sendRaw(`${endpoint.url}/_aurora-local/reset`));
  afterAll(() => endpoint?.stop());

  async function post(databases: object[], place: object = {}) {
    const answer = await sendRaw(`${endpoint.url}/_aurora-local/fleet`, {
      body: JSON.stringify({ accountId, region, databases, ...place }),
    });
    return {
      status: answer.statusCode,
      message: String(JSON.parse(answer.body.toString()).message),
    };
  }
  const describeCluster = async (DBClusterIdentifier: string, client = rds) => {
    const { DBClusters } = await client.describeDBClusters({
      DBClusterIdentifier,
    });
    return DBClusters?.[0];
  };
  const describeInstances = async (cluster: string) => {
    const { DBInstances = [] } = await rds.describeDBInstances({
      Filters: [{ Name: 'db-cluster-id', Values: [cluster] }],
    });
    return DBInstances.map(instance => [
      instance.DBInstanceIdentifier,
      instance.DBInstanceClass,
      instance.DBInstanceStatus,
    ]);
  };
  const newest = async (
    MetricName: string,
    Stat: string,
    dimensions: Record<string, string>,
  ) => {
    const { MetricDataResults } = await cloudWatch.getMetricData({
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(),
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
                Name,
                Value,
              })),
            },
            Period: 60,
            Stat,
          },
        },
      ],
    });
    return MetricDataResults?.[0]?.Values?.[0];
  };

  it('leaves the quota of parameter groups to groups that are not of a fleet', async () => {
    const own = {
      DBClusterParameterGroupName: 'shared',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'Of the payments team',
    };
    await rds.createDBClusterParameterGroup(own);
    await post(
      Array.from({ length: 51 }, (_, index) => ({
        cluster: {
          identifier: `db-${index}`,
          engineVersion: '15.4',
          parameterGroup: {
            name: index === 0 ? 'shared' : `db-${index}-pg`,
            parameters: {},
          },
          instances: [{ class: 'db.r6g.large' }],
        },
      })),
    );

    const { AccountQuotas } = await rds.describeAccountAttributes();
    expect(AccountQuotas).toContainEqual({
      AccountQuotaName: 'DBClusterParameterGroups',
      Used: 1,
      Max: 50,
    });
    const { DBClusterParameterGroup } = await rds.createDBClusterParameterGroup(
      { ...own, DBClusterParameterGroupName: 'one-more' },
    );
    expect(DBClusterParameterGroup).toMatchObject({
      DBClusterParameterGroupName: 'one-more',
    });
    const { DBClusterParameterGroups } =
      await rds.describeDBClusterParameterGroups({
        DBClusterParameterGroupName: 'shared',
      });
    expect(DBClusterParameterGroups).toMatchObject([own]);
  });

  it('has mixed instances, each with the limits of its class', async () => {
    await post([
      {
        cluster: {
          identifier: 'billing',
          engineVersion: '13.9',
          minCapacity: 0.5,
          maxCapacity: 8,
          tags: { Owner: 'billing-team' },
          instances: [
            { class: 'db.r6g.large' },
            { class: 'db.serverless', load: 0.5 },
            {
              class: 'db.r6g.large',
              identifier: 'billing-reports',
              status: 'incompatible-parameters',
              parameterGroup: {
                name: 'reports',
                parameters: { max_connections: '100' },
              },
            },
          ],
          load: 0.1,
        },
      },
    ]);
    expect(await describeCluster('billing')).toMatchObject({
      Engine: 'aurora-postgresql',
      EngineVersion: '13.9',
      DBClusterParameterGroup: 'default.aurora-postgresql13',
      TagList: [{ Key: 'Owner', Value: 'billing-team' }],
    });
    expect(await describeInstances('billing')).toEqual([
      ['billing-1', 'db.r6g.large', 'available'],
      ['billing-2', 'db.serverless', 'available'],
      ['billing-reports', 'db.r6g.large', 'incompatible-parameters'],
    ]);
    const connections = (DBInstanceIdentifier: string) =>
      newest('DatabaseConnections', 'Maximum', { DBInstanceIdentifier });
    // 10 % of 1,722, 50 % of 1,669 and 10 % of 100, each within the swing of 5 %.
    expect(await connections('billing-1')).toBeGreaterThan(155);
    expect(await connections('billing-1')).toBeLessThan(185);
    expect(await connections('billing-2')).toBeGreaterThan(780);
    expect(await connections('billing-reports')).toBeLessThan(12);
    expect(
      await newest('DatabaseConnections', 'Minimum', {
        DBClusterIdentifier: 'billing',
        Role: 'READER',
      }),
    ).toBeLessThan(12);
    const { Parameters } = await rds.describeDBParameters({
      DBParameterGroupName: 'reports',
      Source: 'user',
    });
    expect(Parameters).toMatchObject([
      { ParameterName: 'max_connections', ParameterValue: '100' },
    ]);
  });

  it('has metrics of capacity only of serverless instances', async () => {
    await post([
      {
        cluster: {
          identifier: 'fixed',
          instances: [{ class: 'db.r5.large' }],
        },
      },
    ]);
    expect(await describeCluster('fixed')).not.toHaveProperty(
      'ServerlessV2ScalingConfiguration',
    );
    const dimensions = { DBClusterIdentifier: 'fixed' };
    expect(await newest('ACUUtilization', 'Maximum', dimensions)).toBe(
      undefined,
    );
    expect(
      await newest('FreeableMemory', 'Maximum', {
        DBInstanceIdentifier: 'fixed-1',
      }),
    ).toBeGreaterThan(4 * 1024 ** 3);
    expect(await newest('AuroraReplicaLag', 'Maximum', dimensions)).toBe(
      undefined,
    );
  });

  it.each([
    ['a formula', 'LEAST({DBInstanceClassMemory/9531392},500)', 500],
    ['a formula of the vCPUs', 'SUM({DBInstanceVCPU*100},7)', 207],
    ['a number', '250', 250],
  ])('has the connections of its group: %s', async (_, value, expected) => {
    await post([
      {
        cluster: {
          identifier: 'tuned',
          load: 1,
          instances: [{ class: 'db.r6g.large' }],
          metrics: { CPUUtilization: 92 },
          parameterGroup: {
            name: 'tuned-pg',
            parameters: { max_connections: value },
          },
        },
      },
    ]);
    expect(await describeCluster('tuned')).toMatchObject({
      DBClusterParameterGroup: 'tuned-pg',
    });
    const connections = await newest('DatabaseConnections', 'Maximum', {
      DBClusterIdentifier: 'tuned',
    });
    expect(connections).toBeGreaterThan(0.94 * expected);
    expect(connections).toBeLessThanOrEqual(expected);
    await expect(
      rds.deleteDBClusterParameterGroup({
        DBClusterParameterGroupName: 'tuned-pg',
      }),
    ).rejects.toMatchObject({ name: 'InvalidDBParameterGroupStateFault' });
  });

  it('is stopped, without metrics from then on', async () => {
    await post([
      {
        cluster: {
          identifier: 'asleep',
          status: 'stopped',
          instances: [{ class: 'db.t4g.medium' }],
        },
      },
    ]);
    expect(await describeCluster('asleep')).toMatchObject({
      Status: 'stopped',
    });
    expect(await describeInstances('asleep')).toEqual([
      ['asleep-1', 'db.t4g.medium', 'stopped'],
    ]);
    expect(
      await newest('CPUUtilization', 'Maximum', {
        DBClusterIdentifier: 'asleep',
      }),
    ).toBe(undefined);
  });

  it('has no instances', async () => {
    await post([{ cluster: { identifier: 'empty', instances: [] } }]);
    expect(await describeCluster('empty')).toMatchObject({
      Status: 'available',
      DBClusterMembers: [],
    });
  });

  it('is a member of a global database in two regions, and only the primary has a writer', async () => {
    const member = (identifier: string, role: string) => ({
      cluster: {
        identifier,
        globalCluster: { identifier: 'world', role },
        instances: [{ class: 'db.r6g.large' }],
      },
    });
    await post([member('world-tokyo', 'primary')]);
    await post([member('world-osaka', 'secondary')], {
      region: 'ap-northeast-3',
    });
    const osaka = new RDS({
      ...endpoint.clientConfig(),
      region: 'ap-northeast-3',
    });
    expect(await describeCluster('world-osaka', osaka)).toMatchObject({
      GlobalClusterIdentifier: 'world',
      DBClusterMembers: [{ IsClusterWriter: false }],
    });
    const { GlobalClusters } = await osaka.describeGlobalClusters({});
    expect(GlobalClusters).toMatchObject([
      {
        GlobalClusterIdentifier: 'world',
        GlobalClusterMembers: expect.arrayContaining([
          expect.objectContaining({
            DBClusterArn: `arn:aws:rds:${region}:${accountId}:cluster:world-tokyo`,
            IsWriter: true,
            Readers: [
              `arn:aws:rds:ap-northeast-3:${accountId}:cluster:world-osaka`,
            ],
          }),
        ]),
      },
    ]);
    const refused = await post([member('world-nagoya', 'primary')]);
    expect(refused).toMatchObject({
      status: 400,
      message: expect.stringMatching(/world.*world-tokyo.*world-nagoya/),
    });
  });

  it('has other engines, which a filter leaves out', async () => {
    await post([
      {
        cluster: {
          identifier: 'legacy',
          engine: 'aurora-mysql',
          engineVersion: '8.0.mysql_aurora.3.08.0',
          instances: [{ class: 'db.r6g.large' }],
        },
      },
      { cluster: { identifier: 'modern', minCapacity: 0, maxCapacity: 4 } },
    ]);
    const { DBClusters = [] } = await rds.describeDBClusters({
      Filters: [{ Name: 'engine', Values: ['aurora-postgresql'] }],
    });
    expect(DBClusters.map(one => one.DBClusterIdentifier)).toEqual(['modern']);
    expect(await describeCluster('legacy')).toMatchObject({
      Engine: 'aurora-mysql',
      Port: 3306,
      DBClusterParameterGroup: 'default.aurora-mysql8.0',
    });
  });

  it('sets off alarms on its instances, and composite ones', async () => {
    const alarm = (AlarmName: string, Threshold: number) => ({
      AlarmName,
      Namespace: 'AWS/RDS',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'hot-1' }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold,
    });
    await post([
      {
        cluster: {
          identifier: 'hot',
          instances: [
            { class: 'db.r6g.large', metrics: { CPUUtilization: 92 } },
            { class: 'db.r6g.large' },
          ],
        },
        alarms: [alarm('hot-cpu', 90), alarm('hot-cpu-worse', 95)],
        compositeAlarms: [
          {
            AlarmName: 'hot-all',
            AlarmRule: 'ALARM("hot-cpu") AND NOT ALARM("hot-cpu-worse")',
          },
        ],
      },
    ]);
    expect(
      await newest('CPUUtilization', 'Average', {
        DBInstanceIdentifier: 'hot-1',
      }),
    ).toBe(92);
    expect(
      await newest('CPUUtilization', 'Maximum', { DBClusterIdentifier: 'hot' }),
    ).toBe(92);
    const { CompositeAlarms, MetricAlarms } = await cloudWatch.describeAlarms({
      AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
    });
    expect(CompositeAlarms).toMatchObject([{ AlarmName: 'hot-all' }]);
    expect(MetricAlarms).toHaveLength(2);
  });

  const simple = {
    identifier: 'simple',
    instances: [{ class: 'db.r6g.large' }],
  };

  it.each<[string, object, RegExp]>([
    [
      'an unknown class',
      { cluster: { ...simple, instances: [{ class: 'db.m5.large' }] } },
      /db\.m5\.large is not a class/,
    ],
    [
      'a serverless instance without capacity',
      { cluster: { ...simple, instances: [{ class: 'db.serverless' }] } },
      /db\.serverless needs minCapacity/,
    ],
    [
      'a metric that does not exist',
      { cluster: { ...simple, metrics: { Cpu: 1 } } },
      /Cpu is not a metric/,
    ],
    [
      'a percentage that is too high',
      { cluster: { ...simple, metrics: { CPUUtilization: 120 } } },
      /CPUUtilization is 120/,
    ],
    [
      'another engine without a version',
      { cluster: { ...simple, engine: 'aurora-mysql' } },
      /required for aurora-mysql/,
    ],
    ['a wrong status', { cluster: { ...simple, status: 'gone' } }, /status/],
    [
      'a parameter that does not exist',
      {
        cluster: {
          ...simple,
          parameterGroup: { name: 'p', parameters: { max_wal_size: '1' } },
        },
      },
      /Parameter group p: .*max_wal_size/,
    ],
    [
      'a malformed formula',
      {
        cluster: {
          ...simple,
          parameterGroup: {
            name: 'p',
            parameters: { max_connections: 'LEAST(' },
          },
        },
      },
      /LEAST\( for: max_connections/,
    ],
    [
      'a rule with an alarm that does not exist',
      {
        cluster: simple,
        compositeAlarms: [{ AlarmName: 'all', AlarmRule: 'ALARM(nothing)' }],
      },
      /all names alarms that do not exist before it: nothing/,
    ],
  ])('refuses %s, and makes nothing', async (_, wrong, message) => {
    const refused = await post([
      { cluster: { ...simple, identifier: 'good' } },
      wrong,
    ]);
    expect(refused).toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
    const { DBClusters } = await rds.describeDBClusters({});
    expect(DBClusters).toEqual([]);
  });
});
