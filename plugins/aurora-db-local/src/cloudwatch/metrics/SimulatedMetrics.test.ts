import { CloudWatchHarness } from '../testing/startCloudWatch';

const hourMs = 3_600_000;

describe('metrics of a simulated cluster', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start();
    cloudWatch.simulated.push({
      identifier: 'orders',
      createdAt: new Date(cloudWatch.now - 48 * hourMs),
      minCapacity: 0.5,
      maxCapacity: 16,
      instances: [
        {
          identifier: 'orders-1',
          role: 'WRITER',
          maxConnections: 1000,
          load: 0.75,
        },
      ],
    });
  });

  afterEach(() => cloudWatch.stop());

  const query = (
    MetricName: string,
    Stat: string,
    more: { Period?: number; Role?: string; cluster?: string } = {},
  ) => ({
    Id: 'm',
    MetricStat: {
      Metric: {
        Namespace: 'AWS/RDS',
        MetricName,
        Dimensions: [
          { Name: 'DBClusterIdentifier', Value: more.cluster ?? 'orders' },
          ...(more.Role ? [{ Name: 'Role', Value: more.Role }] : []),
        ],
      },
      Period: more.Period ?? 60,
      Stat,
    },
  });

  async function read(
    asked: ReturnType<typeof query>,
    hours = 1,
  ): Promise<number[]> {
    const { MetricDataResults } = await cloudWatch.call('GetMetricData', {
      MetricDataQueries: [asked],
      StartTime: new Date(cloudWatch.now - hours * hourMs),
      EndTime: new Date(cloudWatch.now + 60_000),
      ScanBy: 'TimestampAscending',
    });
    return Object(MetricDataResults)[0].Values;
  }

  it('have a datapoint for each minute that has ended, close to the given load', async () => {
    const connections = await read(query('DatabaseConnections', 'Maximum'));
    expect(connections).toHaveLength(60);
    expect(Math.min(...connections)).toBeGreaterThanOrEqual(712);
    expect(Math.max(...connections)).toBeLessThanOrEqual(788);
    expect(new Set(connections).size).toBeGreaterThan(10);
  });

  it.each([
    ['ServerlessDatabaseCapacity', 'Maximum', undefined, 12],
    ['ACUUtilization', 'Average', undefined, 75],
    ['CPUUtilization', 'Maximum', undefined, 75],
    ['ReadLatency', 'Average', 'WRITER', 0.0025],
    ['WriteLatency', 'Average', 'WRITER', 0.005],
    ['EngineUptime', 'Minimum', 'WRITER', 48 * 3600],
  ])('give %s (%s) as %s', async (name, statistic, Role, about) => {
    const values = await read(query(name, statistic, { Role }));
    expect(values.at(-1)).toBeGreaterThan(0.9 * about);
    expect(values.at(-1)).toBeLessThan(1.1 * about);
  });

  it('are the same at each reading', async () => {
    const before = await read(query('CPUUtilization', 'Maximum'));
    cloudWatch.now += 60_000;
    const after = await read(query('CPUUtilization', 'Maximum'));
    expect(after.slice(0, -1)).toEqual(before.slice(1));
  });

  it('begin with the cluster, and are combined into longer periods', async () => {
    const hours = await read(
      query('CPUUtilization', 'SampleCount', { Period: 3600 }),
      72,
    );
    expect(hours).toEqual(Array.from({ length: 48 }, () => 60));
  });

  it.each([
    [
      'of another cluster',
      query('CPUUtilization', 'Maximum', { cluster: 'x' }),
    ],
    [
      'of a reader that it has not',
      query('CPUUtilization', 'Maximum', { Role: 'READER' }),
    ],
    ['that nobody models', query('Backtracks', 'Maximum')],
  ])('do not exist: those %s', async (_, asked) => {
    expect(await read(asked)).toEqual([]);
  });

  it('cause alarms as any metric does', async () => {
    const alarm = (AlarmName: string, Threshold: number) =>
      cloudWatch.call('PutMetricAlarm', {
        AlarmName,
        Namespace: 'AWS/RDS',
        MetricName: 'DatabaseConnections',
        Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 3,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold,
      });
    await alarm('warning', 700);
    await alarm('critical', 900);
    await cloudWatch.pass(60);
    const { MetricAlarms } = await cloudWatch.call('DescribeAlarms', {});
    expect(MetricAlarms).toMatchObject([
      { AlarmName: 'critical', StateValue: 'OK' },
      { AlarmName: 'warning', StateValue: 'ALARM' },
    ]);
  });
});
