import {
  type Cluster,
  instanceClassOf,
  maxConnectionsFor,
  serverlessInstanceClass,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';
import type { ConnectionSettings } from '../../readings/ConnectionSettings';
import { evaluateFormula } from './evaluateFormula';

type Instance = ClusterInstances['instances'][number];

/** Aurora's default, for which AWS publishes the limits of serverless instances. */
const defaultFormula = 'LEAST({DBINSTANCECLASSMEMORY/9531392},5000)';
/** PostgreSQL accepts no more connections in any configuration of Aurora. */
const most = 262_143;

/** The limits of a cluster, and those of its instances that wait for no reboot. */
export interface ExistingConnectionLimits {
  limits: Cluster['maxConnections'];
  inForce: ReadonlyMap<string, number>;
}

/**
 * The max_connections of a cluster that another tool created, by its parameter groups. A limit is
 * absent if the limit of one instance is unknown.
 *
 * @param instances - undefined if they could not be read
 * @param settings - the values of the parameter groups that are known
 * @param before - limits of instances when they waited for no reboot
 */
export function existingConnectionLimits(
  live: LiveCluster,
  instances: readonly Instance[] | undefined,
  settings: ConnectionSettings,
  before: ReadonlyMap<string, number>,
): ExistingConnectionLimits {
  const { members } = live;
  const configured = members.map(({ id }) => {
    const instance = instances?.find(one => one.id === id);
    const setting = settings.ofInstances.get(id);
    return instance && setting !== undefined
      ? limitOf(setting, instance, live.capacity)
      : undefined;
  });
  const isPending = members.map(
    ({ id, pendingReboot }) =>
      pendingReboot ||
      instances?.find(one => one.id === id)?.pendingReboot === true,
  );
  const current = members.map(({ id }, index) =>
    isPending[index] ? before.get(id) : configured[index],
  );
  const inForce = new Map(
    members.flatMap(({ id }, index): Array<[string, number]> => {
      const limit = configured[index];
      return limit === undefined || isPending[index] ? [] : [[id, limit]];
    }),
  );
  const lowestConfigured =
    members.length === 0 && settings.ofCluster !== undefined
      ? validLimit(evaluateFormula(settings.ofCluster, undefined))
      : boundsOf(configured)?.lowest;
  const bounds = boundsOf(current);
  return {
    limits: {
      ...(lowestConfigured !== undefined && { configured: lowestConfigured }),
      ...(bounds && { live: bounds.lowest }),
      ...(bounds &&
        bounds.highest !== bounds.lowest && { liveHighest: bounds.highest }),
      pendingReboot: isPending.includes(true),
    },
    inForce,
  };
}

function limitOf(
  setting: string,
  { instanceClass = '' }: Instance,
  capacity: LiveCluster['capacity'],
): number | undefined {
  if (
    instanceClass === serverlessInstanceClass &&
    setting.replace(/\s/g, '').toUpperCase() === defaultFormula
  ) {
    return capacity && maxConnectionsFor(capacity);
  }
  const hardware = instanceClassOf(instanceClass);
  return validLimit(
    evaluateFormula(
      setting,
      hardware && {
        DBInstanceClassMemory: hardware.usableMemory,
        DBInstanceVCPU: hardware.vcpus,
      },
    ),
  );
}

function validLimit(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 && value <= most ? value : undefined;
}

/** Undefined if one of the limits is unknown, or if there are none. */
function boundsOf(
  limits: ReadonlyArray<number | undefined>,
): { lowest: number; highest: number } | undefined {
  const known = limits.filter(limit => limit !== undefined);
  return known.length > 0 && known.length === limits.length
    ? { lowest: Math.min(...known), highest: Math.max(...known) }
    : undefined;
}
