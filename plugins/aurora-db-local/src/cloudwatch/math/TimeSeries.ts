/** Values over time, without the periods that have none. */
export interface TimeSeries {
  label: string;
  periodMs: number;
  /** By the start of the period in milliseconds since the epoch, in ascending order. */
  points: ReadonlyMap<number, number>;
}

/** Changes each value of a series. Drops values whose result is not a number. */
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
