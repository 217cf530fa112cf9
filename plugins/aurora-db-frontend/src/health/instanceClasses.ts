import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The class of instances whose capacity is in ACU. */
const serverless = 'db.serverless';

/** How many instances of a class a cluster has. */
export interface ClassCount {
  count: number;
  instanceClass: string;
}

/**
 * The provisioned classes of a cluster's instances, in the order of its instances. Serverless ones
 * are left out: their capacity is in ACU.
 */
export function instanceClasses({
  members,
}: Pick<Cluster, 'members'>): ClassCount[] {
  const counts = new Map<string, number>();
  for (const { instanceClass } of members) {
    if (instanceClass && instanceClass !== serverless) {
      counts.set(instanceClass, (counts.get(instanceClass) ?? 0) + 1);
    }
  }
  return [...counts].map(([instanceClass, count]) => ({
    count,
    instanceClass,
  }));
}

/** `2 × db.r6g.large, 1 × db.r6g.xlarge`; empty if there are no provisioned instances. */
export function describeClasses(cluster: Pick<Cluster, 'members'>): string {
  return instanceClasses(cluster)
    .map(({ count, instanceClass }) => `${count} × ${instanceClass}`)
    .join(', ');
}
