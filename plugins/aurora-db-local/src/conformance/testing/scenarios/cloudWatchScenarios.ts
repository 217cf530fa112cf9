import type { Scenario } from '../Recorder';

const service = 'cloudwatch';
const alarm = {
  AlarmName: 'conf-cpu',
  AlarmDescription: 'of conformance',
  Namespace: 'AWS/RDS',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'conf' }],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
  // An evaluation at the end of a minute does not change its state then.
  TreatMissingData: 'missing',
};
const ResourceARN =
  'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:conf-cpu';

export const cloudWatchScenarios: readonly Scenario[] = [
  {
    service,
    name: 'alarms',
    async run(call) {
      await call('PutMetricAlarm', {
        ...alarm,
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      await call('DescribeAlarms', { AlarmNames: ['conf-cpu'] });
      await call('DescribeAlarms', { AlarmNamePrefix: 'conf-' });
      await call('DescribeAlarms', { StateValue: 'ALARM' });
      await call('DescribeAlarms', {
        AlarmNames: ['conf-cpu'],
        AlarmNamePrefix: 'conf',
      });
      await call('DescribeAlarmsForMetric', {
        Namespace: 'AWS/RDS',
        MetricName: 'CPUUtilization',
        Dimensions: alarm.Dimensions,
      });
      for (const change of [
        { Threshold: undefined },
        { Statistic: undefined },
        { EvaluationPeriods: 0 },
        { DatapointsToAlarm: 4 },
        { Period: 7 },
        { ComparisonOperator: 'Above' },
        { TreatMissingData: 'guess' },
        { Statistic: 'Median' },
      ]) {
        await call('PutMetricAlarm', {
          ...alarm,
          AlarmName: 'conf-bad',
          ...change,
        });
      }
      await call('SetAlarmState', {
        AlarmName: 'conf-cpu',
        StateValue: 'ALARM',
        StateReason: 'a test',
      });
      await call('SetAlarmState', {
        AlarmName: 'conf-cpu',
        StateValue: 'ALARM',
        StateReason: 'a test',
        StateReasonData: 'no json',
      });
      await call('SetAlarmState', {
        AlarmName: 'conf-none',
        StateValue: 'ALARM',
        StateReason: 'a test',
      });
      await call('ListTagsForResource', { ResourceARN });
      await call('TagResource', {
        ResourceARN,
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      await call('UntagResource', { ResourceARN, TagKeys: ['team'] });
      await call('ListTagsForResource', { ResourceARN });
      await call('ListTagsForResource', { ResourceARN: `${ResourceARN}-none` });
      await call('DisableAlarmActions', { AlarmNames: ['conf-cpu'] });
      await call('EnableAlarmActions', { AlarmNames: ['conf-cpu'] });
      await call('DeleteAlarms', { AlarmNames: ['conf-cpu'] });
      await call('DeleteAlarms', { AlarmNames: ['conf-cpu'] });
      await call('DescribeAlarms', { AlarmNames: ['conf-cpu'] });
    },
  },
  {
    service,
    name: 'metrics and dashboards',
    async run(call) {
      const end = new Date(Math.floor(Date.now() / 60_000) * 60_000);
      const start = new Date(end.getTime() - 600_000);
      const range = { StartTime: start, EndTime: end };
      await call('PutMetricData', {
        Namespace: 'Conf',
        MetricData: [
          {
            MetricName: 'Orders',
            Value: 3,
            Timestamp: new Date(end.getTime() - 300_000),
            Dimensions: [{ Name: 'Shop', Value: 'one' }],
          },
        ],
      });
      await call('PutMetricData', {
        Namespace: 'AWS/Conf',
        MetricData: [{ MetricName: 'Orders', Value: 3 }],
      });
      await call('ListMetrics', { Namespace: 'Conf' });
      await call('ListMetrics', { Namespace: 'Nothing' });
      const statistics = {
        Namespace: 'Conf',
        MetricName: 'Orders',
        Dimensions: [{ Name: 'Shop', Value: 'one' }],
        Period: 60,
        ...range,
      };
      await call('GetMetricStatistics', { ...statistics, Statistics: ['Sum'] });
      await call('GetMetricStatistics', statistics);
      await call('GetMetricStatistics', {
        ...statistics,
        Statistics: ['Sum'],
        EndTime: start,
        StartTime: end,
      });
      const query = (Id: string) => ({
        Id,
        MetricStat: {
          Metric: {
            Namespace: 'Conf',
            MetricName: 'Orders',
            Dimensions: [{ Name: 'Shop', Value: 'one' }],
          },
          Period: 60,
          Stat: 'Sum',
        },
      });
      await call('GetMetricData', {
        ...range,
        MetricDataQueries: [query('orders')],
      });
      await call('GetMetricData', {
        ...range,
        MetricDataQueries: [
          query('orders'),
          { Id: 'twice', Expression: 'orders * 2' },
        ],
      });
      await call('GetMetricData', {
        ...range,
        MetricDataQueries: [query('a'), query('a')],
      });
      await call('GetMetricData', {
        ...range,
        MetricDataQueries: [query('Capital')],
      });
      const DashboardBody = JSON.stringify({
        widgets: [
          {
            type: 'text',
            x: 0,
            y: 0,
            width: 6,
            height: 3,
            properties: { markdown: 'hello' },
          },
        ],
      });
      await call('PutDashboard', { DashboardName: 'conf', DashboardBody });
      await call('GetDashboard', { DashboardName: 'conf' });
      await call('ListDashboards', { DashboardNamePrefix: 'conf' });
      await call('PutDashboard', { DashboardName: 'conf', DashboardBody: '{' });
      await call('DeleteDashboards', { DashboardNames: ['conf'] });
      await call('DeleteDashboards', { DashboardNames: ['conf'] });
      await call('GetDashboard', { DashboardName: 'conf' });
    },
  },
];
