import type { InstanceProbe } from '../../service/AwsService';
import type { Dimension } from '../metrics/Metric';
import type { MetricSource } from '../metrics/MetricStore';
import type { InstanceMetric } from './instanceMetrics';

/** The source of an instance's metric in AWS/RDS. */
export function instanceMetricSource(
  probe: InstanceProbe,
  { metricName, unit, level }: Omit<InstanceMetric, 'value'>,
): MetricSource {
  const { accountId, region } = probe;
  return {
    accountId,
    region,
    namespace: 'AWS/RDS',
    metricName,
    unit,
    views: viewsOf(probe, level),
  };
}

/** The dimensions for which AWS publishes an instance's values. */
function viewsOf(
  { clusterIdentifier, instanceIdentifier, instanceClass, role }: InstanceProbe,
  level?: 'cluster',
): Dimension[][] {
  const cluster = { Name: 'DBClusterIdentifier', Value: clusterIdentifier };
  const engine = { Name: 'EngineName', Value: 'aurora-postgresql' };
  if (level === 'cluster') {
    return [[cluster], [cluster, engine]];
  }
  return [
    [{ Name: 'DBInstanceIdentifier', Value: instanceIdentifier }],
    [cluster],
    [cluster, { Name: 'Role', Value: role }],
    [{ Name: 'DatabaseClass', Value: instanceClass }],
    [engine],
  ];
}
