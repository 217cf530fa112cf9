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
 * The max_connections of a database of the portal. The parameter is static: instances keep the
 * previous value until they reboot. RDS reports which instances wait for a reboot. The stack's
 * outputs have the new value and the previous one.
 *
 * @param capacity - in ACU; gives the value if the stack was deployed before it had these outputs
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
 * The limit that a database's connections are judged by: the highest one, because the datapoints do
 * not say which instance they are of. Undefined if it is unknown.
 *
 * @param isPortals - the alarms of the portal's databases have thresholds by the configured limit
 */
export function judgedLimit(
  { configured, live, liveHighest, pendingReboot }: Cluster['maxConnections'],
  isPortals: boolean,
): number | undefined {
  return (
    liveHighest ??
    live ??
    (isPortals || !pendingReboot ? configured : undefined)
  );
}

/**
 * The value of the output `MaxConnectionsUntilReboot` in the template of an update. It stays the
 * same if the update does not change max_connections. Otherwise a deploy without changes would have
 * one.
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

/** Returns undefined if the output has no valid value. */
function limitOf({ outputs }: DatabaseStack, name: string): number | undefined {
  return limitSchema.safeParse(outputs[name]).data;
}
