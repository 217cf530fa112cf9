/** A statistic set: what CloudWatch keeps of the values of one period. */
export interface StatisticSet {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}

/** A statistic set and when its period starts, in milliseconds since the epoch. */
export interface Datapoint extends StatisticSet {
  timestamp: number;
}

/** The statistic set of one observed value. */
export function statisticSetOf(value: number, count: number = 1): StatisticSet {
  return { count, sum: value * count, minimum: value, maximum: value };
}

/** The statistic set of the values of both. */
export function merged(a: StatisticSet, b: StatisticSet): StatisticSet {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
  };
}
