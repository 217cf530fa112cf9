import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { isPassingStatus } from './isPassingStatus';
import { untilNextDatapoint } from './untilNextDatapoint';
import { useReading, type Reading } from './useReading';

/** A new database becomes restorable with its first backup, shortly after it is available. */
const isMoving = ({ status, backup }: Cluster) =>
  isPassingStatus(status) ||
  (status === 'available' && !backup.earliestRestorableTime);

/**
 * Reads a database's cluster, without its health.
 *
 * @param options - `isPolled` polls the cluster although nothing about it moves
 */
export function useCluster(
  entityRef: string,
  options: { isPolled?: boolean } = {},
): Reading<Cluster> {
  return useReading({
    what: 'cluster',
    entityRef,
    read: (api, request) => api.getCluster(entityRef, request),
    isMoving,
    restInMs: untilNextDatapoint,
    isPolled: options.isPolled,
  });
}
