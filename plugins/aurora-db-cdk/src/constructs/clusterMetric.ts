import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** A metric of a cluster in namespace AWS/RDS, per minute. */
export function clusterMetric(
  clusterIdentifier: string,
  metricName: string,
  options: { statistic: string; role?: 'WRITER' | 'READER'; label?: string },
): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: {
      DBClusterIdentifier: clusterIdentifier,
      ...(options.role ? { Role: options.role } : {}),
    },
    statistic: options.statistic,
    period: Duration.minutes(1),
    label: options.label,
  });
}
