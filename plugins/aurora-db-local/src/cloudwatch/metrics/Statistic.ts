import type { Datapoint } from './Datapoint';

const basic = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** A supported statistic of CloudWatch: the five basic ones, and percentiles from p0 to p100. */
export type Statistic = (typeof basic)[number] | { percentile: number };

/**
 * Undefined for text that is not a statistic, and for those that are not supported, such as trimmed
 * means.
 */
export function parseStatistic(text: string): Statistic | undefined {
  const percentile = /^p(100|\d{1,2}(?:\.\d{1,10})?)$/.exec(text)?.[1];
  if (percentile !== undefined) {
    return { percentile: Number(percentile) };
  }
  return basic.find(name => name === text);
}

/**
 * The statistic of one period's datapoints, of which there is at least one. Single values are not
 * stored. A percentile is therefore that of the datapoints' averages, each weighted by its number
 * of samples.
 */
export function statisticOf(
  statistic: Statistic,
  datapoints: readonly Datapoint[],
): number {
  const count = datapoints.reduce(
    (total, datapoint) => total + datapoint.count,
    0,
  );
  const sum = datapoints.reduce((total, datapoint) => total + datapoint.sum, 0);
  switch (statistic) {
    case 'SampleCount':
      return count;
    case 'Average':
      return sum / count;
    case 'Sum':
      return sum;
    case 'Minimum':
      return Math.min(...datapoints.map(({ minimum }) => minimum));
    case 'Maximum':
      return Math.max(...datapoints.map(({ maximum }) => maximum));
    default:
      return percentileOf(statistic.percentile, datapoints, count);
  }
}

function percentileOf(
  percentile: number,
  datapoints: readonly Datapoint[],
  count: number,
): number {
  const ascending = datapoints
    .map(datapoint => ({
      value: datapoint.sum / datapoint.count,
      weight: datapoint.count,
    }))
    .sort((a, b) => a.value - b.value);
  let seen = 0;
  for (const { value, weight } of ascending) {
    seen += weight;
    if (seen >= (percentile / 100) * count) {
      return value;
    }
  }
  return ascending.at(-1)?.value ?? 0;
}
