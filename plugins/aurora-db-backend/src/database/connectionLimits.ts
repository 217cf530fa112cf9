import {
  type Cluster,
  type DatabaseConfig,
  maxConnectionsFor,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DatabaseStack } from '../ports/DatabaseStacks';

const limitSchema = z.coerce.number().int().positive().optional();

/**
 * The max_connections of a database: static, so that instances keep the one before until they reboot. RDS tells which instances wait for
 * a reboot, and the stack's outputs tell what they wait for and what holds until then.
 *
 * @param capacity - in ACU; what the parameter group holds follows from it where the stack was deployed before it had these outputs
 */
export function connectionLimits(
  stack: DatabaseStack,
  live: LiveCluster | undefined,
  capacity: { minCapacity: number; maxCapacity: number },
): Cluster['maxConnections'] {
  const configured =
    limitOf(stack, stackOutputs.maxConnections) ?? maxConnectionsFor(capacity);
  const members = live?.members ?? [];
  const untilReboot = limitOf(stack, stackOutputs.maxConnectionsUntilReboot);
  const limits = members.map(({ pendingReboot }) =>
    pendingReboot ? untilReboot : configured,
  );
  const known = limits.filter(limit => limit !== undefined);
  return {
    configured,
    ...(live &&
      known.length === limits.length && {
        live: Math.min(...(known.length > 0 ? known : [configured])),
      }),
    pendingReboot: members.some(({ pendingReboot }) => pendingReboot),
  };
}

/**
 * What the template of an update says that instances keep until they reboot. It stays as it is where the update doesn't change
 * max_connections, so that a deploy without changes has none.
 */
export function maxConnectionsUntilReboot(
  stack: DatabaseStack,
  { configured, live }: Cluster['maxConnections'],
  config: DatabaseConfig,
): number | undefined {
  return maxConnectionsFor(config) === configured
    ? limitOf(stack, stackOutputs.maxConnectionsUntilReboot)
    : live;
}

/** An output that other hands have filled with something else says nothing. */
function limitOf({ outputs }: DatabaseStack, name: string): number | undefined {
  return limitSchema.safeParse(outputs[name]).data;
}
