import { AccountReading } from './AccountReading';
import type { ClusterSnapshotReader } from './ClusterSnapshots';

/** When the newest manual snapshot of each cluster that can be restored was taken, by the cluster's resource id. */
export class NewestSnapshots extends AccountReading<ReadonlyMap<string, Date>> {
  constructor(
    reader: Pick<ClusterSnapshotReader, 'listManual'>,
    now?: () => number,
  ) {
    super(async environment => {
      const newest = new Map<string, Date>();
      for (const snapshot of await reader.listManual(environment)) {
        const { clusterResourceId: id, status, createdAt } = snapshot;
        const known = id && newest.get(id);
        if (id && status === 'available' && (!known || known < createdAt)) {
          newest.set(id, createdAt);
        }
      }
      return newest;
    }, now);
  }
}
