import type { MetricName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { newestDatapoints } from './newestDatapoints';

/** Datapoints, and when they were read. */
interface ReadSeries {
  series: ClusterSeries<MetricName>;
  readAt: Date;
}

/**
 * The values that may be shown as those of now: the last hour also has datapoints from before a
 * stop or a pause.
 *
 * @param server - `isPaused` if the capacity is 0, from when on only the capacity has new datapoints
 */
export function currentValues(
  read: ReadSeries | undefined,
  server: { isRunning: boolean; isPaused: boolean },
): ReadonlyMap<MetricName, number> {
  if (!read || !server.isRunning) {
    return new Map();
  }
  const newest = newestDatapoints(read.series, read.readAt);
  const firstSlot = server.isPaused ? (newest.get('acu')?.slot ?? 0) : 0;
  return new Map(
    [...newest].flatMap(([metric, { slot, value }]) =>
      slot >= firstSlot ? [[metric, value] as const] : [],
    ),
  );
}
