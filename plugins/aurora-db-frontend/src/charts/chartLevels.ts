import type { MetricThreshold } from '../health/metricThresholds';

/** A line across a chart: a bound of the metric, or where an alarm goes off. */
export interface ChartLevel {
  kind: 'minimum' | 'maximum' | MetricThreshold['severity'];
  value: number;
}

/**
 * The value at a chart's top: its maximum where the metric has one, so that a course is seen against it; else so much that the course
 * fills the height, with those levels in sight that it comes near.
 *
 * @param least - a course of less is as flat as it feels
 */
export function chartTop(
  values: Array<number | null>,
  levels: ChartLevel[],
  least = 0,
): number {
  const highest = values.reduce<number>(
    (top, value) => Math.max(top, value ?? 0),
    0,
  );
  const inSight = levels.filter(
    ({ kind, value }) => kind === 'maximum' || value <= 2 * highest,
  );
  const top = Math.max(highest, least, ...inSight.map(({ value }) => value));
  // A little air, so that a line at the top is seen as one.
  return (top || 1) * 1.05;
}
