import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type {
  DatabaseEventReader,
  EventSource,
  SourceEvent,
} from '../ports/DatabaseEventReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { Telemetry } from '../ports/Telemetry';
import { KeyedReads } from '../readings/KeyedReads';
import type { SharedCache } from '../readings/SharedCache';
import { sourceEventSchema } from '../readings/sharedSchemas';

/** How long events stay fresh, in ms. RDS reports an event within a minute or two. */
const freshMs = 60_000;
/** Age of the oldest events, in ms: the longest range of the charts. RDS keeps 14 days. */
const eventAgeMs = 7 * 24 * 3_600_000;
/** RDS can report an event late, in ms, so each read begins before the newest known event. */
const overlapMs = 15 * 60_000;
/** Maximum number of events that are kept of a source. RDS returns 100 per call. */
const mostEvents = 2_000;
const dayMs = 24 * 3_600_000;
/** Number of clusters whose former instances are known. */
const mostClusters = 1_000;

/** Reads RDS's events of sources, once for all viewers. */
export class EventReads {
  readonly #reads: KeyedReads<SourceEvent[]>;
  readonly #instances = new LRUCache<string, ReadonlySet<string>>({
    max: mostClusters,
  });

  constructor(
    reader: DatabaseEventReader,
    options: {
      shared?: SharedCache;
      telemetry?: Telemetry;
      now?: () => number;
    } = {},
  ) {
    const { now = Date.now } = options;
    this.#reads = new KeyedReads<SourceEvent[]>({
      ...options,
      kind: 'database-events',
      schema: z.array(sourceEventSchema),
      read: (environment, key, before) =>
        readNewEvents(reader, environment, sourceOf(key), {
          before,
          oldest: now() - eventAgeMs,
        }),
      freshForMs: () => freshMs,
    });
  }

  /** Events of a source in the last 7 days, the newest first. */
  eventsOf(
    environment: EnvironmentConfig,
    source: EventSource,
  ): Promise<SourceEvent[]> {
    const key = 'id' in source ? `${source.kind} ${source.id}` : source.kind;
    return this.#reads.get(environment, key);
  }

  /**
   * Returns the instances of a cluster, with those that it had when this replica last saw it: RDS
   * does not say to which cluster a deleted instance belonged.
   *
   * @param cluster - names the cluster, and no later one of the same identifier
   * @param present - the instances that the cluster has
   */
  instancesOf(cluster: string, present: readonly string[]): string[] {
    const all = new Set([...present, ...(this.#instances.get(cluster) ?? [])]);
    this.#instances.set(cluster, all);
    return [...all];
  }

  /** Makes the next request for the environment call AWS. */
  invalidate(environmentName: string): void {
    this.#reads.invalidate(environmentName);
  }
}

function sourceOf(key: string): EventSource {
  const [kind, id = ''] = key.split(' ');
  if (kind === 'cluster' || kind === 'instance') {
    return { kind, id };
  }
  return { kind: 'snapshots' };
}

/** Reads the events since the newest known one. */
async function readNewEvents(
  reader: DatabaseEventReader,
  environment: EnvironmentConfig,
  source: EventSource,
  { before, oldest }: { before?: readonly SourceEvent[]; oldest: number },
): Promise<SourceEvent[]> {
  const read = (since: number) =>
    reader.list(environment, source, new Date(since));
  const newest = before?.[0]?.at.getTime() ?? oldest;
  const found = before
    ? await read(Math.max(oldest, newest - overlapMs))
    : await readAll(source, oldest, read);
  const events = new Map(
    [...(before ?? []), ...found]
      .filter(({ at }) => at.getTime() >= oldest)
      .map(event => [JSON.stringify(event), event]),
  );
  return [...events.values()]
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, mostEvents);
}

/** An account with many databases would need many calls for a week of their snapshots. */
async function readAll(
  { kind }: EventSource,
  oldest: number,
  read: (since: number) => Promise<SourceEvent[]>,
): Promise<SourceEvent[]> {
  if (kind === 'snapshots') {
    const lastDay = await read(oldest + eventAgeMs - dayMs);
    if (lastDay.length * (eventAgeMs / dayMs) > mostEvents) {
      return lastDay;
    }
  }
  return read(oldest);
}
