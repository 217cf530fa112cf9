import type { SnapshotList } from '@aurora-db/backstage-plugin-aurora-db-common';
import { isPassingStatus } from './isPassingStatus';
import { useReading, type Reading } from './useReading';

const isMoving = ({ items }: SnapshotList) =>
  items.some(({ status }) => isPassingStatus(status));

/** Reads a database's snapshots. Polls while one is being taken or deleted. */
export function useSnapshots(entityRef: string): Reading<SnapshotList> {
  return useReading({
    what: 'snapshots',
    entityRef,
    read: (api, request) => api.getSnapshots(entityRef, request),
    isMoving,
  });
}
