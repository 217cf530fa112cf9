import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { isPassingStatus } from './isPassingStatus';
import { useReading, type Reading } from './useReading';

const isMoving = ({ status }: Cluster) => isPassingStatus(status);

/** Reads a database's cluster, without its health. */
export function useCluster(entityRef: string): Reading<Cluster> {
  return useReading(
    'cluster',
    entityRef,
    api => api.getCluster(entityRef),
    isMoving,
  );
}
