import {
  alarmDefinitions,
  type AlarmDefinition,
  type AlarmId,
  type AlarmSeverity,
  type Cluster,
  type HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** From where on a metric is in alarm. */
export interface MetricThreshold {
  id: AlarmId;
  metric: HealthMetricName;
  severity: AlarmSeverity;
  /** In the metric's unit; the alarm goes off above it. */
  value: number;
}

/** Milliseconds in a second: alarms judge latency in seconds, health shows it in milliseconds. */
const secondInMs = 1_000;

const metrics: Record<
  AlarmDefinition['metricName'],
  { metric: HealthMetricName; scale: number } | undefined
> = {
  CPUUtilization: { metric: 'cpu', scale: 1 },
  DatabaseConnections: { metric: 'connections', scale: 1 },
  ReadLatency: { metric: 'readLatency', scale: secondInMs },
  WriteLatency: { metric: 'writeLatency', scale: secondInMs },
  EngineUptime: undefined,
};

/** The thresholds of a database's metrics by the alarm table; none while the cluster is not known. */
export function metricThresholds(
  cluster: Pick<Cluster, 'capacity' | 'maxConnections'> | undefined,
): MetricThreshold[] {
  if (!cluster) {
    return [];
  }
  const { capacity, maxConnections } = cluster;
  return alarmDefinitions(
    { minCapacity: capacity.min, maxCapacity: capacity.max },
    maxConnections.live ?? maxConnections.configured,
  ).flatMap(({ id, metricName, severity, threshold }) => {
    const shown = metrics[metricName];
    return shown
      ? [
          {
            id,
            metric: shown.metric,
            severity,
            value: threshold * shown.scale,
          },
        ]
      : [];
  });
}
