import type { MetricRow } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** The parts of a metric that {@link clusterMetric} uses. */
export type ClusterMetric = Pick<
  MetricRow,
  'metricName' | 'dimensions' | 'statistic'
>;

/** A metric of a cluster in namespace AWS/RDS, with a period of one minute. */
export function clusterMetric(
  clusterIdentifier: string,
  { metricName, dimensions, statistic }: ClusterMetric,
  label?: string,
): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: {
      DBClusterIdentifier: clusterIdentifier,
      ...(dimensions === 'writer' ? { Role: 'WRITER' } : {}),
    },
    statistic,
    period: Duration.minutes(1),
    label,
  });
}
