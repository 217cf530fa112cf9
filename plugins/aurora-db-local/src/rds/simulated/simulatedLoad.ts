import type { SimulatedLoad } from '../../service/SimulatedLoad';
import { provisionedResources } from '../engine/instanceClasses';
import type { SimulatedClusterRecord } from './SimulatedClusterRecord';
import { connectionsOf, writerOf } from './simulatedRecords';

/** What CloudWatch computes the metrics of a cluster from. */
export function simulatedLoad(cluster: SimulatedClusterRecord): SimulatedLoad {
  const { identifier, createdAt, stoppedAt, load, metrics } = cluster;
  const writer = writerOf(cluster);
  return {
    identifier,
    createdAt,
    stoppedAt,
    minCapacity: cluster.minCapacity ?? 0,
    maxCapacity: cluster.maxCapacity ?? 0,
    metrics,
    instances: cluster.instances.map(instance => ({
      identifier: instance.identifier,
      role: instance.identifier === writer ? 'WRITER' : 'READER',
      provisioned: provisionedResources(instance.instanceClass ?? ''),
      maxConnections: connectionsOf(cluster, instance),
      load: instance.load ?? load,
      metrics: { ...metrics, ...instance.metrics },
    })),
  };
}
