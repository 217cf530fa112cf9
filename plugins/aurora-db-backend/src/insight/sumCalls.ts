import type { StatementLoad } from '../ports/LoadReader';

/** How often a statement was called, and what a call took and returned. */
export type StatementCalls = Pick<
  StatementLoad,
  'callsPerSecond' | 'averageLatencyMs' | 'rowsPerCall'
>;

/** Sums the calls. Other statistics are averages of the calls. */
export function sumCalls(all: readonly StatementCalls[]): StatementCalls {
  const called = all.filter(
    ({ callsPerSecond }) => callsPerSecond !== undefined,
  );
  const averageLatencyMs = averageOf(all, 'averageLatencyMs');
  const rowsPerCall = averageOf(all, 'rowsPerCall');
  return {
    ...(called.length > 0 && { callsPerSecond: callsOf(called) }),
    ...(averageLatencyMs !== undefined && { averageLatencyMs }),
    ...(rowsPerCall !== undefined && { rowsPerCall }),
  };
}

function averageOf(
  all: readonly StatementCalls[],
  key: 'averageLatencyMs' | 'rowsPerCall',
): number | undefined {
  const known = all.filter(one => one[key] !== undefined);
  const calls = callsOf(known);
  return known.length === 0
    ? undefined
    : known.reduce((sum, one) => {
        const weight =
          calls > 0 ? (one.callsPerSecond ?? 0) / calls : 1 / known.length;
        return sum + (one[key] ?? 0) * weight;
      }, 0);
}

function callsOf(all: readonly StatementCalls[]): number {
  return all.reduce((sum, one) => sum + (one.callsPerSecond ?? 0), 0);
}
