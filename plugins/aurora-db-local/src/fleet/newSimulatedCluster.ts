import type { NewSimulatedCluster } from '../rds/simulated/SimulatedFleet';
import type { FleetRequest } from './fleetSchema';
import type { SimulatedClusterInput } from './simulatedClusterInput';

/** How long ago a stopped cluster stopped. RDS starts it again after seven days. */
const stoppedForMs = 3 * 24 * 60 * 60_000;

/** A cluster of a request, with the identifiers of its instances. */
export function newSimulatedCluster(
  { stack, cluster: input }: FleetRequest['databases'][number],
  createdAt: Date,
): NewSimulatedCluster {
  const { readers, tags = stack?.tags ?? {}, instances, ...cluster } = input;
  return {
    ...cluster,
    createdAt,
    stoppedAt:
      cluster.status === 'stopped'
        ? new Date(Date.now() - stoppedForMs)
        : undefined,
    instances:
      instances?.map(({ class: instanceClass, ...instance }, index) => ({
        ...instance,
        instanceClass,
        identifier: instance.identifier ?? `${input.identifier}-${index + 1}`,
      })) ?? instanceNames(input).map(identifier => ({ identifier })),
    tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** The identifiers of a cluster's instances, the writer's first. */
function instanceNames({
  identifier,
  readers,
}: SimulatedClusterInput): string[] {
  return [
    `${identifier}-w`,
    ...Array.from(
      { length: readers },
      (_, index) => `${identifier}-r${index + 1}`,
    ),
  ];
}
