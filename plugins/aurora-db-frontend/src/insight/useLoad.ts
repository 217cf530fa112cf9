import type {
  HealthRange,
  Load,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useEffect } from 'react';
import { untilNextDatapoint } from '../readings/untilNextDatapoint';
import { useReading, type Reading } from '../readings/useReading';

const secondInMs = 1_000;

/**
 * The time at which the load can be read, in epoch milliseconds. Undefined if it can be read now.
 */
export function readableFrom(
  load: Load | undefined,
  readAt: string | undefined,
): number | undefined {
  const { code, params } = load?.unavailable ?? {};
  return code === 'insight.nextMinute' && readAt
    ? Date.parse(readAt) + Number(params?.seconds ?? 0) * secondInMs
    : undefined;
}

/** Reads the load of a database each minute, or when its budget of calls allows it again. */
export function useLoad(entityRef: string, range: HealthRange): Reading<Load> {
  const reading = useReading({
    what: `load ${range}`,
    entityRef,
    read: (api, options) => api.getLoad(entityRef, range, options),
    isMoving: () => false,
    restInMs: untilNextDatapoint,
    endsIfForbidden: true,
  });
  const { value, readAt, refresh } = reading;
  const next = readableFrom(value, readAt);
  useEffect(() => {
    if (next === undefined) {
      return undefined;
    }
    const timer = setTimeout(refresh, Math.max(secondInMs, next - Date.now()));
    return () => clearTimeout(timer);
  }, [next, refresh]);
  return reading;
}
