import { readStatements } from '../../postgres/extensions/statementStatistics';
import { readActivity } from '../../postgres/readActivity';
import type { Scope } from '../../service/AwsService';
import type { InsightsInstance } from '../../service/InsightsInstance';
import { provisionedResources } from '../engine/instanceClasses';
import type { RdsContext } from '../RdsContext';
import { effectiveInsights } from './instanceMonitoring';
import type { InstanceRecord } from './InstanceRecord';

/** An instance for Performance Insights. None if its cluster does not exist. */
export function insightsInstanceOf(
  { store, servers }: RdsContext,
  scope: Scope,
  instance: InstanceRecord,
): InsightsInstance[] {
  const cluster = store.clusters.get(scope, instance.clusterIdentifier);
  if (!cluster) {
    return [];
  }
  const role = cluster.writer === instance.identifier ? 'writer' : 'reader';
  const { enabled, retentionPeriod } = effectiveInsights(cluster, instance);
  const serverOf = () => {
    const postgres = servers.of(scope, cluster);
    const server = postgres[postgres.servedBy(role)];
    // A session that opened while the server stops would delay it.
    if (!server.answers) {
      throw new Error(`${instance.identifier} does not answer`);
    }
    return server;
  };
  return [
    {
      accountId: scope.accountId,
      region: scope.region,
      resourceId: instance.resourceId,
      instanceIdentifier: instance.identifier,
      server: `${cluster.resourceId}/${role}`,
      provisioned: provisionedResources(instance.instanceClass),
      maxCapacity: cluster.scaling?.maxCapacity ?? 1,
      maxConnections: instance.maxConnections ?? 0,
      retentionDays: enabled ? retentionPeriod : undefined,
      readActivity: async () => readActivity(serverOf()),
      readStatements: async texts => readStatements(serverOf(), texts),
    },
  ];
}
