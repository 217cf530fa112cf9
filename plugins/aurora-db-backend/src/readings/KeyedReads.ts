import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

/** What {@link KeyedReads} read, and how long it stays fresh. */
export interface KeyedReadsOptions<T> {
  /** Names what is read, the same on all replicas. */
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
  now?: () => number;
}

const maxEntries = 1_000;
/** Maximum age of an entry that another replica wrote, in ms. */
const sharedForMs = 10 * 60_000;

/**
 * Reads single things from AWS, once for all callers that ask at about the same time, on all
 * replicas that share a cache. Rejects if the read fails; it never returns older values.
 */
export class KeyedReads<T> {
  readonly #options: KeyedReadsOptions<T>;
  readonly #now: () => number;
  readonly #entries = new LRUCache<string, Timed<T>>({ max: maxEntries });
  readonly #reading = new Map<string, Promise<T>>();
  /** By environment: values that were read before this time are not used. */
  readonly #invalidatedAt = new Map<string, number>();

  constructor(options: KeyedReadsOptions<T>) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async get(environment: EnvironmentConfig, key: string): Promise<T> {
    const { name, accountId, region, endpoint } = environment;
    const { kind, schema, shared, read } = this.#options;
    const id = JSON.stringify([kind, name, accountId, region, endpoint, key]);
    const known = this.#entries.get(id);
    if (known && this.#isUsable(name, known)) {
      return known.value;
    }
    const reading =
      this.#reading.get(id) ??
      readInCommon(shared && { cache: shared, schema }, {
        key: id,
        ttlMs: sharedForMs,
        now: this.#now,
        isUsable: found => this.#isUsable(name, found),
        read: () => read(environment, key, known?.value),
      })
        .then(found => {
          this.#entries.set(id, found);
          return found.value;
        })
        .finally(() => this.#reading.delete(id));
    this.#reading.set(id, reading);
    return reading;
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
