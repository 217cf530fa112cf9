/** Values over time; periods without one are absent. */
export interface TimeSeries {
  label: string;
  periodMs: number;
  /** By start of the period in milliseconds since the epoch, ascending. */
  points: ReadonlyMap<number, number>;
}

/** The series with each value changed; where the result is no number, there is no value. */
export function mapped(
  series: TimeSeries,
  change: (value: number, timestamp: number) => number | undefined,
): TimeSeries {
  const points = new Map<number, number>();
  for (const [timestamp, value] of series.points) {
    const result = change(value, timestamp);
    if (result !== undefined && Number.isFinite(result)) {
      points.set(timestamp, result);
    }
  }
  return { ...series, points };
}
