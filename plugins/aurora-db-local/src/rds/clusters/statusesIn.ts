import type { ClusterRecord } from './ClusterRecord';
import type { InstanceRecord } from '../instances/InstanceRecord';

/** The statuses of a cluster and its instances at one moment. */
export interface Statuses {
  cluster: string | undefined;
  /** The instances whose status is the same now. */
  unchanged(now: readonly InstanceRecord[]): InstanceRecord[];
}

export function statusesIn(
  cluster: ClusterRecord | undefined,
  instances: readonly InstanceRecord[],
): Statuses {
  const statuses = new Map(
    instances.map(({ identifier, status }) => [identifier, status]),
  );
  return {
    cluster: cluster?.status,
    unchanged: now =>
      now.filter(
        ({ identifier, status }) => statuses.get(identifier) === status,
      ),
  };
}
