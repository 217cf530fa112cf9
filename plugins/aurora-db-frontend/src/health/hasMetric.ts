import type {
  Cluster,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** The metrics of the writer. */
const ofWriter: readonly HealthMetricName[] = ['readLatency', 'writeLatency'];

/**
 * Whether a cluster can have datapoints of a metric: capacity needs a serverless instance, and
 * latency a writer. True while the cluster is not known.
 */
export function hasMetric(
  name: HealthMetricName,
  cluster: Cluster | undefined,
): boolean {
  if (!cluster || cluster.origin === 'portal') {
    return true;
  }
  if (name === 'acu') {
    return cluster.capacity !== undefined;
  }
  return (
    !ofWriter.includes(name) ||
    cluster.members.some(({ role }) => role === 'writer')
  );
}
