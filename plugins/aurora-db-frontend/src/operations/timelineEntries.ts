import type {
  DatabaseEvent,
  DatabaseOperation,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** An operation of the portal, or an event of RDS. */
type TimelineEntry =
  | { id: string; at: string; operation: DatabaseOperation }
  | { id: string; at: string; event: DatabaseEvent };

/** Operations and events, the newest first. */
export function timelineEntries(
  operations: readonly DatabaseOperation[],
  events: readonly DatabaseEvent[],
): TimelineEntry[] {
  const seen = new Map<string, number>();
  // RDS can report the same text about the same source twice in a second.
  const idOf = ({ at, source, text }: DatabaseEvent) => {
    const id = `${at} ${source} ${text}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return `${id} ${count}`;
  };
  return [
    ...operations.map(operation => ({
      id: operation.id,
      at: operation.startedAt,
      operation,
    })),
    ...events.map(event => ({ id: idOf(event), at: event.at, event })),
  ].sort(
    (a: TimelineEntry, b: TimelineEntry) => Date.parse(b.at) - Date.parse(a.at),
  );
}

/** The first entries, and operations that run, however many events followed. */
export function firstEntries(
  entries: readonly TimelineEntry[],
  count: number,
): TimelineEntry[] {
  return entries.filter(
    (entry, index) =>
      index < count ||
      ('operation' in entry && entry.operation.status === 'running'),
  );
}
