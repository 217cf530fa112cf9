import { serverlessInstanceClass } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';

/**
 * The capacity of a cluster of another tool. RDS keeps the bounds of a cluster whose instances are
 * no longer serverless.
 *
 * @param instances - undefined if they could not be read. The bounds then decide.
 */
export function serverlessCapacity(
  live: LiveCluster | undefined,
  instances: ClusterInstances['instances'] | undefined,
): {
  /** In ACU; absent if no instance is serverless. */
  capacity?: NonNullable<LiveCluster['capacity']>;
  /** Whether every instance is serverless. */
  isServerless: boolean;
  /** Undefined if it is unknown. */
  serverlessInstances: number | undefined;
} {
  const bounds = live?.capacity;
  const classes = (instances ?? []).flatMap(
    ({ instanceClass }) => instanceClass ?? [],
  );
  const serverless = classes.filter(
    one => one === serverlessInstanceClass,
  ).length;
  const hasServerless = classes.length === 0 || serverless > 0;
  return {
    ...(bounds && hasServerless && { capacity: bounds }),
    isServerless: bounds !== undefined && serverless === classes.length,
    serverlessInstances: classes.length === 0 ? undefined : serverless,
  };
}
