import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

/** The reads of {@link KeyedReads}, and how long their values stay fresh. */
export interface KeyedReadsOptions<T> {
  /** Names the value, the same on all replicas. */
  kind: string;
  schema: z.ZodType<T>;
  /**
   * @param before - the last value, if there is one
   */
  read(
    environment: EnvironmentConfig,
    key: string,
    before: T | undefined,
  ): Promise<T>;
  /** In milliseconds. */
  freshForMs(value: T): number;
  shared?: SharedCache;
  telemetry?: Telemetry;
  now?: () => number;
}

interface Wanted {
  environment: EnvironmentConfig;
  key: string;
}

const maxEntries = 1_000;
/** Maximum age of an entry that another replica wrote, in ms. */
const sharedForMs = 10 * 60_000;

/**
 * Reads single values from AWS for all replicas that share a cache. Callers that ask at about the
 * same time share one read. Rejects if the read fails: it never returns older values.
 */
export class KeyedReads<T> {
  readonly #options: KeyedReadsOptions<T>;
  readonly #now: () => number;
  readonly #requests: CacheRequests;
  readonly #entries: LRUCache<string, Timed<T>, Wanted>;
  /** By environment: the time of the last invalidation. Older values are stale. */
  readonly #invalidatedAt = new Map<string, number>();

  constructor(options: KeyedReadsOptions<T>) {
    const { schema, shared, read, now = Date.now } = options;
    const { telemetry = new Telemetry() } = options;
    this.#options = options;
    this.#now = now;
    this.#requests = telemetry.cache(options.kind);
    this.#entries = new LRUCache({
      max: maxEntries,
      // The next read continues from the last value, even if reads fail.
      noDeleteOnFetchRejection: true,
      // An evicted read still answers its callers.
      ignoreFetchAbort: true,
      fetchMethod: (id, before, { context: { environment, key } }) =>
        readInCommon(shared && { cache: shared, schema }, {
          key: id,
          ttlMs: sharedForMs,
          now,
          isUsable: found => this.#isUsable(environment.name, found),
          read: () => read(environment, key, before?.value),
        }),
    });
  }

  async get(environment: EnvironmentConfig, key: string): Promise<T> {
    const { name, accountId, region, endpoint } = environment;
    const { kind } = this.#options;
    const id = JSON.stringify([kind, name, accountId, region, endpoint, key]);
    const known = this.#entries.peek(id);
    const isHit = known !== undefined && this.#isUsable(name, known);
    this.#requests.count(isHit);
    const { value } = await this.#entries.forceFetch(id, {
      context: { environment, key },
      forceRefresh: !isHit,
    });
    return value;
  }

  /** Makes the next request for the environment call AWS. */
  invalidate(environmentName: string): void {
    this.#invalidatedAt.set(environmentName, this.#now());
  }

  #isUsable(environmentName: string, { value, readAt }: Timed<T>): boolean {
    return (
      readAt > (this.#invalidatedAt.get(environmentName) ?? 0) &&
      readAt + this.#options.freshForMs(value) > this.#now()
    );
  }
}
