import {
  alarmDefinitions,
  type AlarmDefinition,
  type AlarmSeverity,
  type Cluster,
  type Health,
  type HealthMetricName,
  healthMetricNames,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** The value at which a metric's alarm goes off. */
export interface MetricThreshold {
  /** {@link Health.alarms} */
  id: string;
  metric: HealthMetricName;
  severity: AlarmSeverity;
  /** The side of `value` on which the alarm goes off. */
  comparison: AlarmDefinition['comparison'];
  /** In the unit in which the metric is shown. */
  value: number;
}

type ThresholdCluster = Pick<Cluster, 'origin' | 'capacity' | 'maxConnections'>;

/** The portal's own thresholds of the metrics that are shown. */
function ownThresholds({
  capacity,
  maxConnections,
}: ThresholdCluster): MetricThreshold[] {
  const { liveHighest, live, configured } = maxConnections;
  return alarmDefinitions(
    capacity && { minCapacity: capacity.min, maxCapacity: capacity.max },
    liveHighest ?? live ?? configured ?? 'unknown',
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

/** Statistics whose values are not in the metric's unit. */
const notInUnit = /^(Sum|SampleCount|PR|TC|TS)\b/;

/**
 * The thresholds of alarms that other tools created, of the metrics that are shown. The statistic
 * must be in the metric's unit. Several alarms with the same threshold are one.
 */
function foreignThresholds(alarms: Health['alarms']): MetricThreshold[] {
  const found = alarms.flatMap(({ id, severity, condition }) => {
    const { metricName, comparison, threshold, statistic } = condition ?? {};
    const metric = healthMetricNames.find(
      name => metrics[name].metricName === metricName,
    );
    const side = /^(Greater|Less)Than(?:OrEqualTo)?Threshold$/.exec(
      comparison ?? '',
    )?.[1];
    return metric &&
      side &&
      threshold !== undefined &&
      !notInUnit.test(statistic ?? '')
      ? [
          {
            id,
            metric,
            severity,
            comparison:
              side === 'Less'
                ? ('LessThanThreshold' as const)
                : ('GreaterThanThreshold' as const),
            value: threshold * metrics[metric].scale,
          },
        ]
      : [];
  });
  const distinct = new Map(
    found.map(threshold => {
      const { metric, severity, comparison, value } = threshold;
      return [[metric, severity, comparison, value].join(' '), threshold];
    }),
  );
  return [...distinct.values()];
}

/**
 * The thresholds of the metrics that are shown; none while the cluster is not known. A database that
 * the portal did not create has those of its alarms in CloudWatch, and the portal's for the metrics
 * that no alarm covers.
 */
export function thresholdsOfCluster(
  cluster: ThresholdCluster | undefined,
  health?: Pick<Health, 'alarms' | 'judgedByPortal'>,
): MetricThreshold[] {
  if (!cluster) {
    return [];
  }
  const own = ownThresholds(cluster);
  if (cluster.origin === 'portal') {
    return own;
  }
  return [
    ...foreignThresholds(health?.alarms ?? []),
    ...own.filter(({ metric }) => health?.judgedByPortal?.includes(metric)),
  ];
}
