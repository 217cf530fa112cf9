import { maxConnectionsFor } from './maxConnections';

/** How bad an alarm is. @public */
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

/**
 * One CloudWatch alarm in namespace AWS/RDS: period 60 s, 3 of 3 datapoints.
 *
 * @public
 */
export interface AlarmDefinition {
  id: AlarmId;
  severity: AlarmSeverity;
  metricName:
    | 'CPUUtilization'
    | 'DatabaseConnections'
    | 'ReadLatency'
    | 'WriteLatency'
    | 'EngineUptime';
  /** `cluster` is DBClusterIdentifier alone; `writer` adds Role=WRITER, for metrics whose cluster-level value mixes writer and readers. */
  dimensions: 'cluster' | 'writer';
  statistic: 'Maximum' | 'Average' | 'Minimum';
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  /** In the metric's own unit: percent, connections, seconds. */
  threshold: number;
  missingData: 'notBreaching' | 'breaching';
}

/**
 * The alarms of a database with these capacities. Source: docs/decisions.md, "Alarms".
 *
 * @param capacity - bounds in ACU; a database that can pause (minimum 0) has no `unreachable` alarm
 * @param maxConnections - the limit that the connection alarms refer to; the template passes the
 *   value of its parameter group
 * @public
 */
export function alarmDefinitions(
  capacity: { minCapacity: number; maxCapacity: number },
  maxConnections: number = maxConnectionsFor(capacity),
): AlarmDefinition[] {
  const shareOfConnections = (percent: number) =>
    Math.floor((maxConnections * percent) / 100);
  const above = {
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
  } as const;
  const cpu = {
    metricName: 'CPUUtilization',
    dimensions: 'cluster',
    statistic: 'Maximum',
    ...above,
  } as const;
  const connections = { ...cpu, metricName: 'DatabaseConnections' } as const;
  const latency = {
    dimensions: 'writer',
    statistic: 'Average',
    severity: 'warning',
    threshold: 1,
    ...above,
  } as const;
  const definitions: AlarmDefinition[] = [
    { id: 'cpu-warning', severity: 'warning', threshold: 80, ...cpu },
    { id: 'cpu-critical', severity: 'critical', threshold: 90, ...cpu },
    {
      id: 'connections-warning',
      severity: 'warning',
      threshold: shareOfConnections(70),
      ...connections,
    },
    {
      id: 'connections-high',
      severity: 'warning',
      threshold: shareOfConnections(80),
      ...connections,
    },
    {
      id: 'connections-critical',
      severity: 'critical',
      threshold: shareOfConnections(90),
      ...connections,
    },
    { id: 'read-latency', metricName: 'ReadLatency', ...latency },
    { id: 'write-latency', metricName: 'WriteLatency', ...latency },
  ];
  if (capacity.minCapacity > 0) {
    definitions.push({
      id: 'unreachable',
      severity: 'critical',
      metricName: 'EngineUptime',
      dimensions: 'writer',
      statistic: 'Minimum',
      comparison: 'LessThanThreshold',
      threshold: 0,
      missingData: 'breaching',
    });
  }
  return definitions;
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
