import type { MetricName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { isCurrent } from '../readings/isCurrent';
import { type Datapoint, newestDatapoint } from './newestDatapoint';

const minute = 60_000;

/** The newest datapoint of each metric that has a current one. */
export function newestDatapoints(
  { window, values }: ClusterSeries<MetricName>,
  readAt: Date,
): Map<MetricName, Datapoint> {
  const found = new Map<MetricName, Datapoint>();
  for (const [metric, own] of values) {
    const newest = newestDatapoint(own);
    if (
      newest &&
      isCurrent(
        // The last minute of its period.
        new Date(window.startMs + (newest.slot + 1) * window.periodMs - minute),
        readAt.getTime(),
      )
    ) {
      found.set(metric, newest);
    }
  }
  return found;
}

/** Whether the metric has datapoints in the window, but no current one. */
export function isSilent(
  metric: MetricName,
  series: ClusterSeries<MetricName> | undefined,
  newest: Map<MetricName, Datapoint> | undefined,
): boolean {
  return (
    newestDatapoint(series?.values.get(metric)) !== undefined &&
    !newest?.has(metric)
  );
}
