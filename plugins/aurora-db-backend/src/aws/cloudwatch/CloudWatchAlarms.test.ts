import { rm } from 'node:fs/promises';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import {
  CloudWatch,
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { localPortalConfig } from '../../testing/databases/createLocalDatabase';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { clockWithoutTasks } from '../../testing/servers/clockWithoutTasks';
import { makeStateDirectory } from '../../testing/servers/makeStateDirectory';
import { AwsClients } from '../AwsClients';
import { CloudWatchAlarms } from './CloudWatchAlarms';

const Dimensions = [{ Name: 'DBClusterIdentifier', Value: 'orders' }];
const cpu: PutMetricAlarmInput = {
  AlarmName: 'orders-cpu',
  Namespace: 'AWS/RDS',
  MetricName: 'CPUUtilization',
  Dimensions,
  Statistic: 'Maximum',
  Period: 300,
  EvaluationPeriods: 2,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 85,
  ActionsEnabled: false,
};
const watched = (metricName: string, more: object) => ({
  namespace: 'AWS/RDS',
  metricName,
  dimensions: { DBClusterIdentifier: 'orders' },
  periodSeconds: 60,
  ...more,
});
const read = (Id: string, MetricName: string) => ({
  Id,
  ReturnData: false,
  MetricStat: {
    Metric: { Namespace: 'AWS/RDS', MetricName, Dimensions },
    Period: 60,
    Stat: 'Sum',
  },
});

describe('alarms of aurora-db-local', () => {
  let directory: string;
  let local: AuroraLocal;
  let clients: AwsClients;
  let cloudWatch: CloudWatch;
  const environment = () => testEnvironment('local', { endpoint: local.url });
  const alarms = () => new CloudWatchAlarms(clients);

  beforeAll(async () => {
    directory = await makeStateDirectory();
    local = await createAuroraLocal({
      stateDirectory: directory,
      cloudWatchTime: clockWithoutTasks,
    });
    clients = AwsClients.fromConfig(
      new ConfigReader(localPortalConfig(local.url)),
    );
    cloudWatch = new CloudWatch({
      endpoint: local.url,
      region: environment().region,
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'any' },
    });
    await cloudWatch.putMetricAlarm(cpu);
    await cloudWatch.putMetricAlarm({
      ...cpu,
      AlarmName: 'orders-slow',
      MetricName: 'ReadLatency',
      Statistic: undefined,
      ExtendedStatistic: 'p99',
      Period: 60,
      TreatMissingData: 'breaching',
    });
    await cloudWatch.putMetricAlarm({
      AlarmName: 'orders-io',
      EvaluationPeriods: 1,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 3,
      Metrics: [
        { Id: 'e', Expression: 'r + w', Label: 'I/O' },
        read('r', 'ReadIOPS'),
        read('w', 'WriteIOPS'),
      ],
    });
    await cloudWatch.putCompositeAlarm({
      AlarmName: 'orders',
      AlarmRule: 'ALARM("orders-cpu") OR ALARM("orders-io")',
    });
  }, 180_000);

  afterAll(async () => {
    cloudWatch?.destroy();
    clients?.destroy();
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
  }, 180_000);

  it('have their conditions and rules', async () => {
    const found = await alarms().listDetails(environment());
    const byName = new Map(found.map(alarm => [alarm.name, alarm]));
    expect(byName.get('orders-cpu')).toEqual({
      name: 'orders-cpu',
      type: 'metric',
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 85,
      metrics: [
        watched('CPUUtilization', { statistic: 'Maximum', periodSeconds: 300 }),
      ],
    });
    expect(byName.get('orders-slow')).toMatchObject({
      missingData: 'breaching',
      metrics: [watched('ReadLatency', { statistic: 'p99' })],
    });
    expect(byName.get('orders-io')).toEqual({
      name: 'orders-io',
      type: 'metric',
      expression: 'I/O',
      comparison: 'LessThanThreshold',
      threshold: 3,
      metrics: [
        watched('ReadIOPS', { statistic: 'Sum' }),
        watched('WriteIOPS', { statistic: 'Sum' }),
      ],
    });
    expect(byName.get('orders')).toEqual({
      name: 'orders',
      type: 'composite',
      metrics: [],
      rule: 'ALARM("orders-cpu") OR ALARM("orders-io")',
    });
  });

  it('have their conditions with their states too, unless they are OK', async () => {
    for (const [AlarmName, StateValue] of [
      ['orders-cpu', 'ALARM'],
      ['orders-slow', 'OK'],
    ] as const) {
      await cloudWatch.setAlarmState({
        AlarmName,
        StateValue,
        StateReason: 'test',
      });
    }
    const found = await alarms().listNotOk(environment());
    expect(found.get('orders-cpu')).toMatchObject({
      state: 'ALARM',
      since: expect.any(Date),
      details: { threshold: 85, metrics: [{ metricName: 'CPUUtilization' }] },
    });
    expect(found.has('orders-slow')).toBe(false);
  });

  it('are read in pages of a hundred', async () => {
    for (let index = 0; index < 110; index += 1) {
      await cloudWatch.putMetricAlarm({ ...cpu, AlarmName: `other-${index}` });
    }
    expect(await alarms().listDetails(environment())).toHaveLength(114);
  });
});

describe('alarms that aurora-db-local does not have', () => {
  const detailsOf = async (alarm: MetricAlarm) => {
    const mock = mockClient(CloudWatchClient);
    mock.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [alarm] });
    const clients = AwsClients.fromConfig(new ConfigReader({}));
    const [details] = await new CloudWatchAlarms(clients).listDetails(
      testEnvironment('prod'),
    );
    clients.destroy();
    mock.restore();
    return details;
  };

  it('have no threshold if they detect anomalies', async () => {
    const details = await detailsOf({
      AlarmName: 'odd',
      ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
      ThresholdMetricId: 'band',
      Metrics: [
        {
          Id: 'band',
          Expression: 'ANOMALY_DETECTION_BAND(m, 2)',
          ReturnData: true,
        },
        { ...read('m', 'CPUUtilization'), ReturnData: true },
      ],
    });
    expect(details).toEqual({
      name: 'odd',
      type: 'metric',
      comparison: 'LessThanLowerOrGreaterThanUpperThreshold',
      metrics: [watched('CPUUtilization', { statistic: 'Sum' })],
    });
  });

  it('watch nothing here if the metric is of another account', async () => {
    const details = await detailsOf({
      AlarmName: 'theirs',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
      Metrics: [
        {
          ...read('m', 'CPUUtilization'),
          AccountId: '999999999999',
          ReturnData: true,
        },
      ],
    });
    expect(details?.metrics).toEqual([]);
  });
});
