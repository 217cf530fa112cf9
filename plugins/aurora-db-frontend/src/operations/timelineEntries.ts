import type {
  DatabaseEvent,
  DatabaseOperation,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** An operation of the portal, or an event of RDS. */
export type TimelineEntry =
  | { id: string; at: string; operation: DatabaseOperation }
  | { id: string; at: string; event: DatabaseEvent };

/** Operations and events, the newest first. Operations that run come first. */
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
  const isRunning = (entry: TimelineEntry) =>
    'operation' in entry && entry.operation.status === 'running' ? 1 : 0;
  return [
    ...operations.map(operation => ({
      id: operation.id,
      at: operation.startedAt,
      operation,
    })),
    ...events.map(event => ({ id: idOf(event), at: event.at, event })),
  ].sort(
    (a: TimelineEntry, b: TimelineEntry) =>
      isRunning(b) - isRunning(a) || Date.parse(b.at) - Date.parse(a.at),
  );
}
