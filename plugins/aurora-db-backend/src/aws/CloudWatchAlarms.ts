import {
  type CompositeAlarm,
  type Dimension,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  AlarmDetails,
  AlarmReader,
  AlarmReport,
} from '../ports/AlarmReader';
import type { AwsClients } from './AwsClients';

/** CloudWatch's maximum page size. */
const pageSize = 100;

/**
 * Reads alarms with CloudWatch's DescribeAlarms. States are read only for the two that matter. The
 * definitions of the portal's own alarms are in `alarmDefinitions`.
 */
export class CloudWatchAlarms implements AlarmReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async listNotOk(
    environment: EnvironmentConfig,
  ): Promise<Map<string, AlarmReport>> {
    const lists = await Promise.all([
      this.#list(environment, 'ALARM'),
      this.#list(environment, 'INSUFFICIENT_DATA'),
    ]);
    return new Map(lists.flat().map(report => [report.name, report]));
  }

  listDetails(environment: EnvironmentConfig): Promise<AlarmDetails[]> {
    return this.#clients.call(
      environment,
      'cloudwatch:DescribeAlarms',
      async () => {
        const pages = paginateDescribeAlarms(
          { client: this.#clients.cloudWatch(environment), pageSize },
          { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
        );
        const details: AlarmDetails[] = [];
        for await (const page of pages) {
          details.push(
            ...(page.MetricAlarms ?? []).map(toMetricAlarm),
            ...(page.CompositeAlarms ?? []).map(
              ({ AlarmName = '', AlarmRule = '' }): AlarmDetails => ({
                name: AlarmName,
                type: 'composite',
                metrics: [],
                rule: AlarmRule,
              }),
            ),
          );
        }
        return details;
      },
    );
  }

  #list(
    environment: EnvironmentConfig,
    state: AlarmReport['state'],
  ): Promise<AlarmReport[]> {
    return this.#clients.call(
      environment,
      'cloudwatch:DescribeAlarms',
      async () => {
        const pages = paginateDescribeAlarms(
          { client: this.#clients.cloudWatch(environment), pageSize },
          {
            StateValue: state,
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          },
        );
        const reports: AlarmReport[] = [];
        for await (const page of pages) {
          reports.push(
            ...[
              ...(page.MetricAlarms ?? []),
              ...(page.CompositeAlarms ?? []),
            ].map(alarm => toReport(alarm, state)),
          );
        }
        return reports;
      },
    );
  }
}

function toReport(
  alarm: MetricAlarm | CompositeAlarm,
  state: AlarmReport['state'],
): AlarmReport {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return { name: alarm.AlarmName ?? '', state, ...(since && { since }) };
}

function toMetricAlarm(alarm: MetricAlarm): AlarmDetails {
  const { MetricName: metricName, Namespace: namespace } = alarm;
  const single =
    metricName && namespace
      ? [
          {
            namespace,
            metricName,
            dimensions: dimensionsOf(alarm.Dimensions),
            statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
            periodSeconds: alarm.Period,
          },
        ]
      : [];
  const several = (alarm.Metrics ?? []).flatMap(({ MetricStat: stat }) => {
    const { MetricName = '', Namespace = '', Dimensions } = stat?.Metric ?? {};
    return stat
      ? [
          {
            namespace: Namespace,
            metricName: MetricName,
            dimensions: dimensionsOf(Dimensions),
            statistic: stat.Stat,
            periodSeconds: stat.Period,
          },
        ]
      : [];
  });
  return {
    name: alarm.AlarmName ?? '',
    type: 'metric',
    metrics: [...single, ...several],
    ...(alarm.ComparisonOperator && { comparison: alarm.ComparisonOperator }),
    ...(alarm.Threshold !== undefined && { threshold: alarm.Threshold }),
  };
}

function dimensionsOf(dimensions: Dimension[] = []): Record<string, string> {
  return Object.fromEntries(
    dimensions.map(({ Name = '', Value = '' }) => [Name, Value]),
  );
}
