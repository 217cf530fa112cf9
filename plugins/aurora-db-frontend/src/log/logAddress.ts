import { logKindSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LogKind } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Ranges that end now, the shortest first. */
export const logRanges = ['15m', '1h', '3h', '12h', '24h', '7d'] as const;

/** One of {@link logRanges}. */
type LogRange = (typeof logRanges)[number];

const unitsInMs: Record<string, number> = {
  m: 60_000,
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
};

/** The length of a range in milliseconds. */
function lengthOf(range: LogRange): number {
  return parseInt(range, 10) * (unitsInMs[range.slice(-1)] ?? 0);
}

/** The time that a page of the log shows: a range that ends now, or one that does not move. */
export type LogTime = { range: LogRange } | { from: string; to: string };

/** What a page of the log shows. The address stores it, so that it can be shared. */
export interface LogView {
  kind: LogKind;
  time: LogTime;
  search?: string;
}

const isoTime = (value: string | null): string | undefined => {
  const at = value === null ? NaN : Date.parse(value);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

function timeOf(params: URLSearchParams): LogTime {
  const from = isoTime(params.get('from'));
  const to = isoTime(params.get('to'));
  if (from && to && from < to) {
    return { from, to };
  }
  const range = logRanges.find(known => known === params.get('range'));
  return { range: range ?? '1h' };
}

/** Reads an address. What is missing or invalid gets its default. */
export function parseLogAddress(params: URLSearchParams): LogView {
  return {
    kind: logKindSchema.catch('errors').parse(params.get('kind')),
    time: timeOf(params),
    search: params.get('search')?.trim() || undefined,
  };
}

/** The query string of an address, without the question mark. */
export function formatLogAddress({ kind, time, search }: LogView): string {
  return new URLSearchParams({
    kind,
    ...time,
    ...(search && { search }),
  }).toString();
}

/** The start and the end of a time. A range ends at `now`, in epoch milliseconds. */
export function boundsOf(
  time: LogTime,
  now: number,
): { from: string; to: string } {
  return 'range' in time
    ? {
        from: new Date(now - lengthOf(time.range)).toISOString(),
        to: new Date(now).toISOString(),
      }
    : time;
}
