import type { DatabaseList } from '../api/auroraDbApiRef';
import { isPassingStatus } from '../readings/isPassingStatus';
import { useReading, type Reading } from '../readings/useReading';

/** CloudWatch has new datapoints every minute. */
const minuteInMs = () => 60_000;

const isMoving = ({ items }: DatabaseList) =>
  items.some(({ status }) => isPassingStatus(status));

/** Reads every database that the user can see: every minute, or more often while one changes. */
export function useDatabases(): Reading<DatabaseList> {
  return useReading({
    what: 'databases',
    entityRef: 'all',
    read: (api, request) => api.getDatabases(request),
    isMoving,
    restInMs: minuteInMs,
  });
}
