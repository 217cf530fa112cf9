import {
  waitKinds,
  type Load,
  type LoadWait,
  type WaitKind,
} from '@aurora-db/backstage-plugin-aurora-db-common';

const minuteInMs = 60_000;

/** The load over time, on one list of times. */
export interface LoadSeries {
  /** Epoch milliseconds of the starts of the periods, without a gap. */
  times: number[];
  /** Average active sessions at each time; null if there is no data. */
  byKind: Record<WaitKind, Array<number | null>>;
  totals: Array<number | null>;
}

/** The load of a wait at one time, or over the range. */
export interface WaitLoad {
  name: string;
  kind: WaitKind;
  load: number;
}

/** Puts the load of all waits on the same times. */
export function loadSeriesOf({ waits }: Load): LoadSeries {
  const known = timesOf(waits);
  const times = withoutGaps(known);
  const hasData = new Set(known);
  const loads = waitKinds.map(kind => {
    const sums = new Map<number, number>();
    for (const { points } of waits.filter(wait => wait.kind === kind)) {
      for (const [at, load] of points) {
        sums.set(at, (sums.get(at) ?? 0) + load);
      }
    }
    return times.map(at => (hasData.has(at) ? (sums.get(at) ?? 0) : null));
  });
  const [cpu = [], io = [], lock = [], lwlock = [], client = [], other = []] =
    loads;
  return {
    times,
    byKind: { cpu, io, lock, lwlock, client, other },
    totals: times.map((at, index) =>
      hasData.has(at)
        ? loads.reduce((sum, values) => sum + (values[index] ?? 0), 0)
        : null,
    ),
  };
}

function timesOf(waits: LoadWait[]): number[] {
  const times = waits.flatMap(({ points }) => points.map(([at]) => at));
  return [...new Set(times)].sort((a, b) => a - b);
}

/** Points with null at the times of periods without data. */
export function pointsWithGaps(
  points: Array<[number, number]>,
): Array<[number, number | null]> {
  const values = new Map(points);
  return withoutGaps(points.map(([at]) => at)).map(at => [
    at,
    values.get(at) ?? null,
  ]);
}

/** Adds the times of periods without data between periods with data. */
function withoutGaps(times: number[]): number[] {
  const distances = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  const period = distances.length > 0 ? Math.min(...distances) : minuteInMs;
  return times.flatMap((at, index) => {
    const missing = Math.round((distances[index] ?? period) / period) - 1;
    return [
      at,
      ...Array.from({ length: missing }, (_, step) => at + (step + 1) * period),
    ];
  });
}

/** The waits at a time, the greatest first. */
export function waitsAt({ waits }: Load, time: number): WaitLoad[] {
  return sorted(
    waits.map(({ name, kind, points }) => ({
      name,
      kind,
      load: points.find(([at]) => at === time)?.[1] ?? 0,
    })),
  );
}

/** The sum of each wait over the range, the greatest first. */
export function waitsOver({ waits }: Load): WaitLoad[] {
  return sorted(
    waits.map(({ name, kind, points }) => ({
      name,
      kind,
      load: points.reduce((sum, [, load]) => sum + load, 0),
    })),
  );
}

/** The loads of waits by their kinds, in the order of {@link waitKinds}. */
export function kindsOf(waits: Pick<WaitLoad, 'kind' | 'load'>[]) {
  return waitKinds.flatMap(kind => {
    const load = waits
      .filter(wait => wait.kind === kind)
      .reduce((sum, wait) => sum + wait.load, 0);
    return load > 0 ? [{ kind, load }] : [];
  });
}

function sorted(waits: WaitLoad[]): WaitLoad[] {
  return waits.filter(({ load }) => load > 0).sort((a, b) => b.load - a.load);
}
