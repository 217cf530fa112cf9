/** Something that happened at a time, marked on the charts. */
export interface ChartMark {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  kind: 'event' | 'operation';
  /** In words, e.g. `Failover`. */
  what: string;
  /** More about it, in English if RDS wrote it. */
  text?: string;
}

/** The length of the last period, in ms. Charts have equal periods. */
const periodOf = (times: readonly number[]) =>
  (times.at(-1) ?? 0) - (times.at(-2) ?? 0);

/**
 * The marks in the range of a chart.
 *
 * @param times - starts of the periods of its datapoints, in epoch milliseconds
 */
export function marksInRange(
  marks: readonly ChartMark[],
  times: readonly number[],
): ChartMark[] {
  const first = times[0];
  const last = times.at(-1);
  return first === undefined || last === undefined
    ? []
    : marks.filter(
        ({ at }) => at >= first && at < last + Math.max(periodOf(times), 1),
      );
}

/**
 * The index of the datapoint in whose period something happened, or -1 before the first.
 *
 * @param times - starts of the periods, in epoch milliseconds
 */
export function periodAt(at: number, times: readonly number[]): number {
  return times.findLastIndex(start => start <= at);
}

/** The marks in the period of a datapoint. */
export function marksAt(
  marks: readonly ChartMark[],
  times: readonly number[],
  index: number | undefined,
): ChartMark[] {
  return index === undefined
    ? []
    : marksInRange(marks, times).filter(
        ({ at }) => periodAt(at, times) === index,
      );
}
