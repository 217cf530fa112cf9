import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

describe('CloudWatch through its SDK client', () => {
  let endpoint: TestEndpoint;
  let client: CloudWatchClient;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = new CloudWatchClient(endpoint.clientConfig('210987654321'));
  });

  afterAll(async () => {
    client?.destroy();
    await endpoint?.stop();
  });

  it('stores values and returns them', async () => {
    const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000);
    const Dimensions = [{ Name: 'Shop', Value: 'Tokyo & Osaka' }];
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [1.5, 2.5].map(Value => ({
          MetricName: 'Orders',
          Dimensions,
          Value,
          Timestamp: minute,
          Unit: 'Count',
        })),
      }),
    );
    const Metric = { Namespace: 'Shop', MetricName: 'Orders', Dimensions };
    const StartTime = new Date(minute.getTime() - 3_600_000);
    const EndTime = new Date(minute.getTime() + 3_600_000);
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime,
        EndTime,
        MetricDataQueries: [
          { Id: 'sum', MetricStat: { Metric, Period: 60, Stat: 'Sum' } },
          { Id: 'half', Expression: 'sum / 2', Label: 'Half' },
        ],
      }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: 'sum',
        Label: 'Orders',
        StatusCode: 'Complete',
        Timestamps: [minute],
        Values: [4],
      },
      {
        Id: 'half',
        Label: 'Half',
        StatusCode: 'Complete',
        Timestamps: [minute],
        Values: [2],
      },
    ]);
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...Metric,
        StartTime,
        EndTime,
        Period: 60,
        Statistics: ['Average'],
        ExtendedStatistics: ['p90'],
      }),
    );
    expect(Datapoints).toEqual([
      {
        Timestamp: minute,
        Unit: 'Count',
        Average: 2,
        ExtendedStatistics: { p90: 2 },
      },
    ]);
    const { Metrics } = await client.send(
      new ListMetricsCommand({ Namespace: 'Shop' }),
    );
    expect(Metrics).toEqual([Metric]);
  });

  it('stores alarms', async () => {
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'orders',
        Namespace: 'Shop',
        MetricName: 'Orders',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 0.5,
        ComparisonOperator: 'LessThanThreshold',
      }),
    );
    const { MetricAlarms } = await client.send(
      new DescribeAlarmsCommand({ StateValue: 'INSUFFICIENT_DATA' }),
    );
    expect(MetricAlarms).toMatchObject([
      {
        AlarmName: 'orders',
        Threshold: 0.5,
        StateUpdatedTimestamp: expect.any(Date),
      },
    ]);
    const { MetricAlarms: alarming } = await client.send(
      new DescribeAlarmsCommand({ StateValue: 'ALARM' }),
    );
    expect(alarming).toEqual([]);
  });

  it('stores dashboards, and has an error for a missing one', async () => {
    const DashboardBody = JSON.stringify({ widgets: [] });
    await client.send(
      new PutDashboardCommand({ DashboardName: 'shop', DashboardBody }),
    );
    expect(
      await client.send(new GetDashboardCommand({ DashboardName: 'shop' })),
    ).toMatchObject({ DashboardBody });
    await client.send(
      new DeleteDashboardsCommand({ DashboardNames: ['shop'] }),
    );
    await expect(
      client.send(new GetDashboardCommand({ DashboardName: 'shop' })),
    ).rejects.toMatchObject({
      message: 'Dashboard shop does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses as AWS does', async () => {
    await expect(
      client.send(
        new GetMetricDataCommand({
          StartTime: new Date(0),
          EndTime: new Date(),
          MetricDataQueries: [{ Id: 'Bad', Expression: '1' }],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      Code: 'ValidationError',
      message: expect.stringContaining('^[a-z][a-zA-Z0-9_]*$'),
    });
  });
});
