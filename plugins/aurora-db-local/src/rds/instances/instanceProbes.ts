import type { InstanceProbe, Scope } from '../../service/AwsService';
import { defaultPause } from '../clusters/newScaling';
import { provisionedResources } from '../engine/instanceClasses';
import type { RdsContext } from '../RdsContext';

/** The instances of all clusters, for CloudWatch. */
export function instanceProbes(rds: RdsContext): InstanceProbe[] {
  return rds.store.instances
    .all()
    .flatMap(({ scope, value }) => probeOf(rds, scope, value.identifier));
}

function probeOf(
  { store, servers }: RdsContext,
  scope: Scope,
  identifier: string,
): InstanceProbe[] {
  const instance = store.instance(scope, identifier);
  const cluster = store.clusters.get(scope, instance.clusterIdentifier);
  if (!cluster) {
    return [];
  }
  const role = cluster.writer === identifier ? 'WRITER' : 'READER';
  return [
    {
      accountId: scope.accountId,
      region: scope.region,
      clusterIdentifier: cluster.identifier,
      instanceIdentifier: identifier,
      role,
      status: instance.status,
      instanceClass: instance.instanceClass,
      provisioned: provisionedResources(instance.instanceClass),
      minCapacity: cluster.scaling?.minCapacity ?? 1,
      maxCapacity: cluster.scaling?.maxCapacity ?? 1,
      secondsUntilAutoPause:
        cluster.scaling?.secondsUntilAutoPause ?? defaultPause,
      maxConnections: instance.maxConnections ?? 0,
      read: () =>
        servers
          .of(scope, cluster)
          .statistics(role === 'WRITER' ? 'writer' : 'reader'),
    },
  ];
}
