import type { HealthRange } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoadWindow } from '../ports/LoadReader';

const minute = 60_000;
const hour = 60 * minute;

/** The ranges of readings. `recent` are the minutes that decide the health of a database. */
export type LoadRange = HealthRange | 'recent';

interface RangeSettings {
  rangeMs: number;
  periodMs: LoadWindow['periodMs'];
  /** A reading is fresh until the next multiple of this time, in ms. */
  refreshMs: number;
}

/** The same periods as those of the metrics, so that charts show the same points in time. */
const ranges: Readonly<Record<LoadRange, RangeSettings>> = {
  recent: { rangeMs: 5 * minute, periodMs: 60_000, refreshMs: minute },
  '1h': { rangeMs: hour, periodMs: 60_000, refreshMs: minute },
  '3h': { rangeMs: 3 * hour, periodMs: 60_000, refreshMs: minute },
  '12h': { rangeMs: 12 * hour, periodMs: 300_000, refreshMs: 5 * minute },
  '24h': { rangeMs: 24 * hour, periodMs: 300_000, refreshMs: 5 * minute },
  '7d': { rangeMs: 168 * hour, periodMs: 3_600_000, refreshMs: 5 * minute },
};

/** Performance Insights refuses a start that is older than its retention of 7 days. */
const retentionMs = 168 * hour;
/** Time that a request may take, and difference of the clocks, in ms. */
const marginMs = 5 * minute;

/** The window of a range that ends now, with the current period. */
export function loadWindow(range: LoadRange, now: number): LoadWindow {
  const { rangeMs, periodMs } = ranges[range];
  const endOfPeriod = (Math.floor(now / periodMs) + 1) * periodMs;
  const oldest = now - retentionMs + marginMs;
  return {
    startMs: Math.max(
      endOfPeriod - rangeMs,
      Math.ceil(oldest / periodMs) * periodMs,
    ),
    // AWS rounds it up to the end of the period.
    endMs: now,
    periodMs,
  };
}

/** The period of the datapoints of a range, in ms. */
export function periodOf(range: LoadRange): number {
  return ranges[range].periodMs;
}

/** Whether a reading of the range is as new as it can be. */
export function isFresh(
  range: LoadRange,
  readAt: number,
  now: number,
): boolean {
  const { refreshMs } = ranges[range];
  return Math.floor(readAt / refreshMs) === Math.floor(now / refreshMs);
}
