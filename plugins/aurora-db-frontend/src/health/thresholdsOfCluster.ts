import {
  alarmDefinitions,
  type AlarmDefinition,
  type AlarmId,
  type AlarmSeverity,
  type Cluster,
  type HealthMetricName,
  healthMetricNames,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** The value at which a metric's alarm goes off. */
export interface MetricThreshold {
  id: AlarmId;
  metric: HealthMetricName;
  severity: AlarmSeverity;
  /** The side of `value` on which the alarm goes off. */
  comparison: AlarmDefinition['comparison'];
  /** In the unit in which the metric is shown. */
  value: number;
}

/** The thresholds of the metrics that are shown; none while the cluster is not known. */
export function thresholdsOfCluster(
  cluster: Pick<Cluster, 'capacity' | 'maxConnections'> | undefined,
): MetricThreshold[] {
  if (!cluster) {
    return [];
  }
  const { capacity, maxConnections } = cluster;
  return alarmDefinitions(
    capacity && { minCapacity: capacity.min, maxCapacity: capacity.max },
    maxConnections.live ?? maxConnections.configured ?? 'unknown',
  ).flatMap(({ id, metric, severity, comparison, threshold }) => {
    const shown = healthMetricNames.find(name => name === metric);
    return shown
      ? [
          {
            id,
            metric: shown,
            severity,
            comparison,
            value: threshold * metrics[shown].scale,
          },
        ]
      : [];
  });
}
