import type { InstanceLoad, LoadValues } from '../ports/LoadReader';

/**
 * The part of a reading since a time. The statements with values are left out, because their load
 * is that of the whole reading.
 *
 * @param startMs - epoch milliseconds
 */
export function cutLoad(
  { times, total, waits, statements, counters }: InstanceLoad,
  startMs: number,
): InstanceLoad {
  const before = times.filter(at => at < startMs).length;
  return sliceLoad(
    { times, ...(total && { total }), waits, statements, counters },
    before,
    times.length,
  );
}

/**
 * The reading without the period that was not over when it was read. A reading that has data of
 * this period only is left as it is.
 */
export function withoutOpenPeriod(
  load: InstanceLoad,
  periodMs: number,
  readAt: number,
): InstanceLoad {
  const over = load.times.filter(at => at + periodMs <= readAt).length;
  const complete = sliceLoad(load, 0, over);
  return hasData(complete) ? complete : load;
}

/** Whether there is a datapoint at all. */
export function hasData({
  total,
  waits,
}: Pick<InstanceLoad, 'total' | 'waits'>): boolean {
  return [total ?? [], ...waits.map(({ sessions }) => sessions)].some(values =>
    values.some(value => value !== null),
  );
}

function sliceLoad(
  load: InstanceLoad,
  start: number,
  end: number,
): InstanceLoad {
  const { times, total, waits, statements, counters } = load;
  const slice = (values: LoadValues) => values.slice(start, end);
  const series = <T extends { sessions: LoadValues }>(all: T[]) =>
    all.map(one => ({ ...one, sessions: slice(one.sessions) }));
  return {
    ...load,
    times: times.slice(start, end),
    ...(total && { total: slice(total) }),
    waits: series(waits),
    statements: series(statements),
    counters: Object.fromEntries(
      Object.entries(counters).map(([name, values]) => [name, slice(values)]),
    ),
  };
}
