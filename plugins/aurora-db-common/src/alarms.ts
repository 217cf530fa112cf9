import { maxConnectionsFor } from './maxConnections';
import {
  type AlarmedMetricName,
  metricAlarms,
  type MetricRow,
  metrics,
} from './metrics';

/** Severity of an alarm. @public */
export type AlarmSeverity = 'warning' | 'critical';

/** The alarms of a database, by their id. @public */
export type AlarmId =
  | 'cpu-warning'
  | 'cpu-critical'
  | 'connections-warning'
  | 'connections-high'
  | 'connections-critical'
  | 'read-latency'
  | 'write-latency'
  | 'unreachable';

/** Number of consecutive datapoints, a minute apart, that must breach. @public */
export const datapointsToAlarm = 3;

/**
 * A CloudWatch alarm in namespace AWS/RDS, with a period of 60 s and {@link datapointsToAlarm}
 * consecutive datapoints.
 *
 * @public
 */
export interface AlarmDefinition extends Pick<
  MetricRow,
  'metricName' | 'dimensions' | 'statistic'
> {
  id: AlarmId;
  severity: AlarmSeverity;
  /** Only metrics with messages can have an alarm. */
  metric: AlarmedMetricName;
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  /** In CloudWatch's unit: percent, connections, seconds. */
  threshold: number;
  missingData: 'notBreaching' | 'breaching';
}

/** An alarm of the table. */
interface AlarmRow extends Pick<AlarmDefinition, 'id' | 'severity' | 'metric'> {
  /** In CloudWatch's unit, or a share of max_connections. */
  threshold: number | { percentOfMaxConnections: number };
  /** Whether missing data is breaching. A database that may pause has no such alarm. */
  whenSilent?: boolean;
}

/** The README of aurora-db-cdk repeats this table. Reasons: docs/decisions.md, "Alarms". */
const alarms: readonly AlarmRow[] = [
  { id: 'cpu-warning', severity: 'warning', metric: 'cpu', threshold: 80 },
  { id: 'cpu-critical', severity: 'critical', metric: 'cpu', threshold: 90 },
  {
    id: 'connections-warning',
    severity: 'warning',
    metric: 'connections',
    threshold: { percentOfMaxConnections: 70 },
  },
  {
    id: 'connections-high',
    severity: 'warning',
    metric: 'connections',
    threshold: { percentOfMaxConnections: 80 },
  },
  {
    id: 'connections-critical',
    severity: 'critical',
    metric: 'connections',
    threshold: { percentOfMaxConnections: 90 },
  },
  {
    id: 'read-latency',
    severity: 'warning',
    metric: 'readLatency',
    threshold: 1,
  },
  {
    id: 'write-latency',
    severity: 'warning',
    metric: 'writeLatency',
    threshold: 1,
  },
  {
    id: 'unreachable',
    severity: 'critical',
    metric: 'uptime',
    threshold: 0,
    whenSilent: true,
  },
];

const comparisons = {
  above: 'GreaterThanThreshold',
  below: 'LessThanThreshold',
} as const;

/**
 * Returns the alarms of a database with these capacities.
 *
 * @param capacity - bounds in ACU; undefined if no instance is serverless. A database that can pause (minimum 0) has no `unreachable`
 * alarm.
 * @param maxConnections - the limit that the connection alarms refer to. There are none if it is
 * unknown. The template passes the
 * value of its parameter group.
 * @public
 */
export function alarmDefinitions(
  capacity: { minCapacity: number; maxCapacity: number } | undefined,
  maxConnections: number | 'unknown' = capacity
    ? maxConnectionsFor(capacity)
    : 'unknown',
): AlarmDefinition[] {
  return alarms
    .filter(({ whenSilent }) => !whenSilent || capacity?.minCapacity !== 0)
    .filter(
      ({ threshold }) =>
        typeof threshold === 'number' || maxConnections !== 'unknown',
    )
    .map(({ id, severity, metric, threshold, whenSilent }) => {
      const { metricName, dimensions, statistic } = metrics[metric];
      return {
        id,
        severity,
        metric,
        metricName,
        dimensions,
        statistic,
        comparison: comparisons[metricAlarms(metric).direction],
        threshold:
          typeof threshold === 'number'
            ? threshold
            : Math.floor(
                (Number(maxConnections) * threshold.percentOfMaxConnections) /
                  100,
              ),
        missingData: whenSilent ? 'breaching' : 'notBreaching',
      };
    });
}

/**
 * The name of a database's alarm in CloudWatch, e.g. `goal-mandala-prd-cpu-warning`.
 *
 * @param base - the database's base name
 * @public
 */
export function alarmName(base: string, id: AlarmId): string {
  return `${base}-${id}`;
}
