import { healthRanges } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoadRange } from './loadWindow';
import { isFresh } from './loadWindow';

/**
 * What one call of Performance Insights reads of an instance. The load of `recent` is that of the
 * last hour, for the health of the database.
 */
export type LoadPart =
  | { kind: 'load'; range: LoadRange }
  | { kind: 'statements'; range: LoadRange }
  /** The statements behind a tokenized one. */
  | { kind: 'valued'; range: LoadRange; id: string }
  /** The whole text of a statement with values. */
  | { kind: 'text'; id: string };

/**
 * The health needs a reading of its own: a new statement may not yet be among those with the
 * greatest load of three hours.
 */
const covers: Partial<Record<LoadRange, LoadRange[]>> = {
  '1h': ['recent', '3h'],
  '12h': ['24h'],
};
const ranges: readonly string[] = ['recent', ...healthRanges];
/** How long statements with values stay fresh, in ms. Whole texts never change. */
const valuedMs = 5 * 60_000;

/** Names a part, the same on all replicas. */
export function nameOf(part: LoadPart): string {
  switch (part.kind) {
    case 'text':
      return `text ${part.id}`;
    case 'valued':
      return `valued ${part.range} ${part.id}`;
    default:
      return `${part.kind} ${part.range}`;
  }
}

/** Names what is read for a part. The load for the health is also that of the last hour. */
export function valueNameOf(part: LoadPart): string {
  return nameOf(
    part.kind === 'load' && part.range === 'recent'
      ? { kind: 'load', range: '1h' }
      : part,
  );
}

/** Parts that contain this one: a longer range with the same period. */
export function coversOf(part: LoadPart): LoadPart[] {
  return part.kind === 'load'
    ? (covers[part.range] ?? []).map(range => ({ kind: 'load', range }))
    : [];
}

/** The part that a name of another replica stands for. */
export function partOf(name: string): LoadPart | undefined {
  const [kind, range = ''] = name.split(' ');
  return (kind === 'load' || kind === 'statements') && isRange(range)
    ? { kind, range }
    : undefined;
}

/** Whether all replicas share the part. Values of statements stay in the replica's memory. */
export function isShared({ kind }: LoadPart): boolean {
  return kind === 'load' || kind === 'statements';
}

/** Whether the part decides the health of the database. Those parts have priority. */
export function isUrgent(part: LoadPart): boolean {
  return part.kind !== 'text' && part.range === 'recent';
}

/** Whether a part that was read at a time is as new as it can be. */
export function isFreshPart(
  part: LoadPart,
  readAt: number,
  now: number,
): boolean {
  switch (part.kind) {
    case 'text':
      return true;
    case 'valued':
      return readAt + valuedMs > now;
    default:
      return isFresh(part.range, readAt, now);
  }
}

function isRange(range: string): range is LoadRange {
  return ranges.includes(range);
}
