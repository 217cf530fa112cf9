import {
  type CompositeAlarm,
  type DescribeAlarmsCommandInput,
  type Dimension,
  type MetricAlarm,
  type MetricDataQuery,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  AlarmDetails,
  AlarmReader,
  AlarmReport,
} from '../../ports/AlarmReader';
import type { AwsClients } from '../AwsClients';

type WatchedMetric = AlarmDetails['metrics'][number];

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
    return this.#read(environment, {}, (_, details) => details);
  }

  #list(
    environment: EnvironmentConfig,
    state: AlarmReport['state'],
  ): Promise<AlarmReport[]> {
    return this.#read(environment, { StateValue: state }, (alarm, details) =>
      toReport(alarm, state, details),
    );
  }

  #read<T>(
    environment: EnvironmentConfig,
    filter: Pick<DescribeAlarmsCommandInput, 'StateValue'>,
    convert: (alarm: MetricAlarm | CompositeAlarm, details: AlarmDetails) => T,
  ): Promise<T[]> {
    return this.#clients.call(
      environment,
      'cloudwatch:DescribeAlarms',
      async () => {
        const pages = paginateDescribeAlarms(
          { client: this.#clients.cloudWatch(environment), pageSize },
          { ...filter, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
        );
        const alarms: T[] = [];
        for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
          alarms.push(
            ...MetricAlarms.map(alarm =>
              convert(alarm, toMetricAlarm(alarm, environment)),
            ),
            ...CompositeAlarms.map(alarm =>
              convert(alarm, toCompositeAlarm(alarm)),
            ),
          );
        }
        return alarms;
      },
    );
  }
}

function toReport(
  alarm: MetricAlarm | CompositeAlarm,
  state: AlarmReport['state'],
  details: AlarmDetails,
): AlarmReport {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return { name: details.name, state, ...(since && { since }), details };
}

function toCompositeAlarm({
  AlarmName = '',
  AlarmRule = '',
}: CompositeAlarm): AlarmDetails {
  return { name: AlarmName, type: 'composite', metrics: [], rule: AlarmRule };
}

function toMetricAlarm(
  alarm: MetricAlarm,
  { accountId }: EnvironmentConfig,
): AlarmDetails {
  const { MetricName: metricName, Namespace: namespace } = alarm;
  const { ComparisonOperator: comparison, Threshold: threshold } = alarm;
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
  const single: WatchedMetric[] =
    metricName && namespace
      ? [
          {
            namespace,
            metricName,
            dimensions: dimensionsOf(alarm.Dimensions),
            ...(statistic && { statistic }),
            ...(alarm.Period !== undefined && { periodSeconds: alarm.Period }),
          },
        ]
      : [];
  const queries = alarm.Metrics ?? [];
  const watched = watchedQuery(alarm);
  const expression =
    watched && !watched.MetricStat
      ? watched.Label || watched.Expression
      : undefined;
  return {
    name: alarm.AlarmName ?? '',
    type: 'metric',
    metrics: [
      ...single,
      // A monitoring account can read metrics of other accounts. Their clusters have equal names.
      ...queries
        .filter(({ AccountId: owner }) => !owner || owner === accountId)
        .flatMap(toWatchedMetric),
    ],
    ...(expression && { expression }),
    ...(comparison && { comparison }),
    ...(threshold !== undefined && { threshold }),
    ...(alarm.TreatMissingData && { missingData: alarm.TreatMissingData }),
  };
}

/** The query that CloudWatch compares. The other ones are its inputs, or the band of anomalies. */
function watchedQuery({
  Metrics: queries = [],
  ThresholdMetricId: band,
}: MetricAlarm): MetricDataQuery | undefined {
  return queries.find(({ Id, ReturnData = true }) => ReturnData && Id !== band);
}

function toWatchedMetric({
  MetricStat: read,
}: MetricDataQuery): WatchedMetric[] {
  const { MetricName: metricName, Namespace: namespace } = read?.Metric ?? {};
  return read && metricName && namespace
    ? [
        {
          namespace,
          metricName,
          dimensions: dimensionsOf(read.Metric?.Dimensions),
          ...(read.Stat && { statistic: read.Stat }),
          ...(read.Period !== undefined && { periodSeconds: read.Period }),
        },
      ]
    : [];
}

function dimensionsOf(dimensions: Dimension[] = []): Record<string, string> {
  return Object.fromEntries(
    dimensions.map(({ Name = '', Value = '' }) => [Name, Value]),
  );
}
