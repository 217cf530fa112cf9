import type { MessageCode } from './createMessage';

/** The metrics of a health answer. The card and the charts show them in this order. @public */
export const healthMetricNames = [
  'acu',
  'connections',
  'cpu',
  'readLatency',
  'writeLatency',
] as const;

/** One of {@link healthMetricNames}. @public */
export type HealthMetricName = (typeof healthMetricNames)[number];

/** A metric that the backend reads. If `uptime` is missing, the writer is down. @public */
export type MetricName = HealthMetricName | 'uptime';

/** The units in which metrics are shown. @public */
export const metricUnits = ['ACU', 'count', '%', 'ms', 's'] as const;

/** One of {@link metricUnits}. @public */
export type MetricUnit = (typeof metricUnits)[number];

/** The limits of a database that bound a metric. Those that are unknown are absent. @public */
export interface MetricLimits {
  /** In ACU. */
  minCapacity?: number;
  /** In ACU. */
  maxCapacity?: number;
  /** Connections that the servers currently accept. */
  maxConnections?: number;
}

/** Direction and messages of a metric's alarms. @public */
export interface MetricAlarms {
  /** The side of a threshold on which the alarms go off. */
  direction: 'above' | 'below';
  /**
   * Code of the message about datapoints that breach an alarm. Its parameters are `current`,
   * `severity` and `threshold`. If the upper limit is a limit of the database, `max` and `percent`
   * are added.
   */
  breached: MessageCode;
  /**
   * Code of the message about an alarm in CloudWatch. Its parameters are `since` and `severity`.
   */
  reported: MessageCode;
  /** Decimals of `current` and `threshold`. */
  digits: number;
}

/** The definition of a metric. @public */
export interface MetricRow {
  /** CloudWatch's name, in namespace AWS/RDS. */
  metricName: string;
  /**
   * `cluster` is DBClusterIdentifier alone. `writer` adds Role=WRITER, for metrics whose cluster
   * value mixes the writer and the readers.
   */
  dimensions: 'cluster' | 'writer';
  /** Metrics of a cluster are maxima, because averages mix the writer and the readers. */
  statistic: 'Maximum' | 'Average' | 'Minimum';
  /** The displayed unit. */
  unit: MetricUnit;
  /** Factor from CloudWatch's value to `unit`. */
  scale: number;
  /** Maximum number of displayed decimals. */
  digits: number;
  /** In `unit`, or the name of a limit. */
  floor?: number | keyof MetricLimits;
  /** In `unit`, or the name of a limit. */
  ceiling?: number | keyof MetricLimits;
  /** In `unit`. A line that stays below this value is flat. */
  leastTop?: number;
  /** Absent: the metric has no alarms. */
  alarms?: MetricAlarms;
}

const latency = {
  dimensions: 'writer',
  statistic: 'Average',
  unit: 'ms',
  scale: 1_000,
  digits: 2,
  leastTop: 10,
} as const;

const rows = {
  acu: {
    metricName: 'ServerlessDatabaseCapacity',
    dimensions: 'cluster',
    statistic: 'Maximum',
    unit: 'ACU',
    scale: 1,
    digits: 1,
    floor: 'minCapacity',
    ceiling: 'maxCapacity',
  },
  connections: {
    metricName: 'DatabaseConnections',
    dimensions: 'cluster',
    statistic: 'Maximum',
    unit: 'count',
    scale: 1,
    digits: 0,
    ceiling: 'maxConnections',
    alarms: {
      direction: 'above',
      breached: 'health.connections',
      reported: 'health.connectionsAlarm',
      digits: 0,
    },
  },
  cpu: {
    metricName: 'CPUUtilization',
    dimensions: 'cluster',
    statistic: 'Maximum',
    unit: '%',
    scale: 1,
    digits: 1,
    floor: 0,
    ceiling: 100,
    alarms: {
      direction: 'above',
      breached: 'health.cpu',
      reported: 'health.cpuAlarm',
      digits: 1,
    },
  },
  readLatency: {
    metricName: 'ReadLatency',
    ...latency,
    alarms: {
      direction: 'above',
      breached: 'health.readLatency',
      reported: 'health.readLatencyAlarm',
      digits: 0,
    },
  },
  writeLatency: {
    metricName: 'WriteLatency',
    ...latency,
    alarms: {
      direction: 'above',
      breached: 'health.writeLatency',
      reported: 'health.writeLatencyAlarm',
      digits: 0,
    },
  },
  uptime: {
    metricName: 'EngineUptime',
    dimensions: 'writer',
    statistic: 'Minimum',
    unit: 's',
    scale: 1,
    digits: 0,
    alarms: {
      direction: 'below',
      breached: 'health.unreachable',
      reported: 'health.unreachable',
      digits: 0,
    },
  },
} as const satisfies Record<MetricName, MetricRow>;

/** The definition of each metric. @public */
export const metrics: Readonly<Record<MetricName, MetricRow>> = rows;

/**
 * The metrics that can have an alarm. An alarm on any other metric is a compile error, because no
 * message could explain it.
 *
 * @public
 */
export type AlarmedMetricName = Exclude<MetricName, 'acu'>;

/** Direction and messages of a metric's alarms, by metric. @public */
export function metricAlarms(name: AlarmedMetricName): MetricAlarms {
  return rows[name].alarms;
}

/** Makes a value for each metric of a health answer. @public */
export function byHealthMetric<T>(
  valueOf: (name: HealthMetricName) => T,
): Record<HealthMetricName, T> {
  return {
    acu: valueOf('acu'),
    connections: valueOf('connections'),
    cpu: valueOf('cpu'),
    readLatency: valueOf('readLatency'),
    writeLatency: valueOf('writeLatency'),
  };
}
