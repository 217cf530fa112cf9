import { AccountReading, type AccountReadingOptions } from './AccountReading';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import { snapshotTimeSchema } from './sharedSchemas';

/**
 * When the newest restorable manual snapshot of each cluster was taken, by the cluster's resource
 * id.
 */
export class NewestSnapshots extends AccountReading<Date> {
  constructor(
    reader: Pick<ClusterSnapshotReader, 'listManual'>,
    options?: AccountReadingOptions,
  ) {
    super(
      {
        name: 'newest-snapshots',
        schema: snapshotTimeSchema,
        read: async environment => {
          const newest = new Map<string, Date>();
          for (const snapshot of await reader.listManual(environment)) {
            const { clusterResourceId: id, status, createdAt } = snapshot;
            const known = id && newest.get(id);
            if (id && status === 'available' && (!known || known < createdAt)) {
              newest.set(id, createdAt);
            }
          }
          return newest;
        },
      },
      options,
    );
  }
}
