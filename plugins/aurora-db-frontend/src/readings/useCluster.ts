import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { isPassingStatus } from './isPassingStatus';
import { useReading, type Reading } from './useReading';

/** A new database becomes restorable with its first backup, a moment after it is available. */
const isMoving = ({ status, backup }: Cluster) =>
  isPassingStatus(status) ||
  (status === 'available' && !backup.earliestRestorableTime);

/** Reads a database's cluster, without its health. */
export function useCluster(entityRef: string): Reading<Cluster> {
  return useReading(
    'cluster',
    entityRef,
    api => api.getCluster(entityRef),
    isMoving,
  );
}
