import {
  createMessage,
  type DatabaseConfig,
  databaseConfigSchema,
  type PlanDifference,
  serverlessInstanceClass,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { CreatableEngineVersion } from '../ports/EngineVersionReader';

/** The configuration of a restored database, and how it differs from the source. */
export interface RestoredConfig {
  config: DatabaseConfig;
  differences: PlanDifference[];
}

/**
 * Decides the configuration of a restored database. It has the current size of the source, so that
 * the user does not have to choose one in an emergency. If the source has no size in ACU, or one
 * that the portal does not support, it has the size of its environment.
 *
 * @param offered - the capacities of the engine version
 */
export function restoredConfig(
  ofEnvironment: DatabaseConfig,
  {
    live,
    instances,
    offered,
  }: {
    live: Pick<LiveCluster, 'capacity' | 'members'> | undefined;
    instances: ClusterInstances['instances'];
    offered: CreatableEngineVersion['capacity'];
  },
): RestoredConfig {
  const classes = [
    ...new Set(instances.flatMap(({ instanceClass }) => instanceClass ?? [])),
  ].sort();
  const isServerless =
    classes.length === 0 || classes.includes(serverlessInstanceClass);
  const capacity = isServerless ? live?.capacity : undefined;
  const same = databaseConfigSchema.safeParse({
    ...ofEnvironment,
    ...capacity,
  });
  const config =
    capacity && same.success ? same.data : within(ofEnvironment, offered);
  const { minCapacity, maxCapacity, multiAz } = config;
  const differences: PlanDifference[] = [];
  if (classes.some(one => one !== serverlessInstanceClass)) {
    differences.push({
      aspect: 'capacity',
      message: createMessage('difference.instanceClasses', {
        classes: classes.join(', '),
        minCapacity,
        maxCapacity,
      }),
    });
  } else if (capacity && !same.success) {
    differences.push({
      aspect: 'capacity',
      message: createMessage('difference.capacity', {
        sourceMin: capacity.minCapacity,
        sourceMax: capacity.maxCapacity,
        minCapacity,
        maxCapacity,
      }),
    });
  } else if (!capacity) {
    differences.push({
      aspect: 'capacity',
      message: createMessage('difference.noCapacity', {
        minCapacity,
        maxCapacity,
      }),
    });
  }
  const sourceReaders = Math.max(0, (live?.members.length ?? 0) - 1);
  const readers = multiAz ? 1 : 0;
  if (live && sourceReaders !== readers) {
    differences.push({
      aspect: 'capacity',
      message: createMessage('difference.readers', { sourceReaders, readers }),
    });
  }
  return { config, differences };
}

/** The size of the environment, within what the engine version supports. */
function within(
  config: DatabaseConfig,
  offered: CreatableEngineVersion['capacity'],
): DatabaseConfig {
  if (!offered) {
    return config;
  }
  const bounded = (capacity: number) =>
    Math.min(Math.max(capacity, offered.min), offered.max);
  return {
    ...config,
    minCapacity: bounded(config.minCapacity),
    maxCapacity: bounded(config.maxCapacity),
  };
}
