import type { MetricThreshold } from '../health/thresholdsOfCluster';

/** A line across a chart: a limit of the metric, or the threshold of an alarm. */
export interface ChartLevel {
  kind: 'minimum' | 'maximum' | MetricThreshold['severity'];
  value: number;
  /** Whether the alarm goes off below the threshold. */
  isLower?: boolean;
}

/**
 * The value at a chart's top. If the metric has a maximum, the top is the maximum. Otherwise the
 * line fills the height, and the chart shows the levels that the line comes close to.
 *
 * @param least - smaller changes are drawn as a flat line
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
  // Space above the highest line.
  return (top || 1) * 1.05;
}
