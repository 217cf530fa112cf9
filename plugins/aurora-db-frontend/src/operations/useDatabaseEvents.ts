import type { DatabaseEvent } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useReading, type Reading } from '../readings/useReading';

/** The longest range of charts, so that one reading serves the timeline and every chart. */
const range = '7d';

/** How often a page that is open reads again, in ms. RDS reports an event within a few minutes. */
const restInMs = () => 60_000;

const isMoving = () => false;

/** Reads the events that RDS reported about a database in the last 7 days, the newest first. */
export function useDatabaseEvents(entityRef: string): Reading<DatabaseEvent[]> {
  return useReading({
    what: 'events',
    entityRef,
    read: (api, request) => api.getEvents(entityRef, range, request),
    isMoving,
    restInMs,
  });
}
