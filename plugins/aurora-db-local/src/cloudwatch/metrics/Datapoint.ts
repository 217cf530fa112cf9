/** A statistic set, which CloudWatch keeps of the values of one period. */
export interface StatisticSet {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}

/** A statistic set and the start of its period, in milliseconds since the epoch. */
export interface Datapoint extends StatisticSet {
  timestamp: number;
}

/** The statistic set of one value. */
export function statisticSetOf(value: number, count: number = 1): StatisticSet {
  return { count, sum: value * count, minimum: value, maximum: value };
}

/** Adds the values of `other` to `set`. */
export function absorb(set: StatisticSet, other: StatisticSet): void {
  set.count += other.count;
  set.sum += other.sum;
  set.minimum = Math.min(set.minimum, other.minimum);
  set.maximum = Math.max(set.maximum, other.maximum);
}

/** The statistic set of the values of both. */
export function merged(a: StatisticSet, b: StatisticSet): StatisticSet {
  const { count, sum, minimum, maximum } = a;
  const both = { count, sum, minimum, maximum };
  absorb(both, b);
  return both;
}
