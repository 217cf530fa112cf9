import type { TimeSeries } from './TimeSeries';

/**
 * The value for a gap: the previous value, an interpolated one, a number, or the value of another
 * series.
 */
export type Filling = 'REPEAT' | 'LINEAR' | number | TimeSeries;

/** The series with a value in every period of the range, if the filling has one. */
export function fillGaps(
  series: TimeSeries,
  filling: Filling,
  { start, end }: { start: number; end: number },
): TimeSeries {
  const valueAt = fillingValue(series, filling);
  const points = new Map<number, number>();
  for (let time = start; time < end; time += series.periodMs) {
    const value = series.points.get(time) ?? valueAt(time);
    if (value !== undefined) {
      points.set(time, value);
    }
  }
  return { ...series, points };
}

function fillingValue(
  series: TimeSeries,
  filling: Filling,
): (time: number) => number | undefined {
  if (typeof filling === 'number') {
    return () => filling;
  }
  if (typeof filling === 'object') {
    return time => filling.points.get(time);
  }
  const known = Array.from(series.points).sort(([a], [b]) => a - b);
  return time => {
    const before = known.findLast(([at]) => at < time);
    const after = known.find(([at]) => at > time);
    if (filling === 'REPEAT' || !before || !after) {
      return filling === 'REPEAT' ? before?.[1] : undefined;
    }
    const share = (time - before[0]) / (after[0] - before[0]);
    return before[1] + share * (after[1] - before[1]);
  };
}
