import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { EnvironmentConfig } from '../config/readConfig';
import { FailurePause } from './FailurePause';
import type { Reading } from './Reading';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

/** What a {@link CachedLookup} reads from. */
export interface LookupSource<T> {
  describe(environment: EnvironmentConfig, key: string): Promise<T | undefined>;
  list(environment: EnvironmentConfig): Promise<T[]>;
  keyOf(value: T): string;
  /** Whether it is about to change by itself, e.g. while being created: such values are read anew sooner. */
  isMoving(value: T | undefined): boolean;
}

/** For how long values count as fresh, in milliseconds. */
export interface Freshness {
  moving: number;
  /** Settled values. */
  settled: number;
  /** Settled values that came with a list of all, where many are asked for; and the list itself. */
  listed: number;
}

/** The cache in which replicas share what they read. */
export interface LookupSharing<T> {
  cache: SharedCache;
  /** Names what is looked up. */
  kind: string;
  schema: z.ZodType<T>;
}

interface Entry<T> {
  value: T | undefined;
  readAt: number;
  freshUntil: number;
}

interface Shelf<T> {
  entries: LRUCache<string, Entry<T>>;
  reading: Map<string, Promise<void>>;
  listing?: Promise<void>;
  /** The keys asked for last, one more than are read singly, and when. */
  asked: LRUCache<string, number>;
  listed?: { at: number; freshUntil: number };
  pause: FailurePause;
  /** What was read before isn't believed any more. */
  invalidatedAt: number;
}

/** So many different values are read one by one; when more are asked for within a minute, a list of all serves everybody. */
const readSingly = 5;
const maxEntries = 5_000;

/**
 * Short-lived, bounded cache of things that AWS can describe alone or list, per environment. Concurrent requests share one call; many
 * different keys within a minute cost the calls of a list rather than one call each. When AWS gives no answer, the last value
 * is served with the failure.
 */
export class CachedLookup<T extends object> {
  readonly #source: LookupSource<T>;
  readonly #freshness: Freshness;
  readonly #now: () => number;
  readonly #sharing: LookupSharing<T> | undefined;
  readonly #shelves = new Map<string, Shelf<T>>();

  constructor(
    source: LookupSource<T>,
    freshness: Freshness,
    now: () => number = Date.now,
    sharing?: LookupSharing<T>,
  ) {
    this.#source = source;
    this.#freshness = freshness;
    this.#now = now;
    this.#sharing = sharing;
  }

  /** Throws an AwsUnavailableError when AWS gives no answer and nothing was read before. */
  async get(
    environment: EnvironmentConfig,
    key: string,
  ): Promise<Reading<T | undefined>> {
    const shelf = this.#shelf(environment.name);
    shelf.asked.set(key, this.#now());
    const known = this.#find(shelf, key);
    if (known && known.freshUntil > this.#now()) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    return this.#orStale(
      environment,
      () => this.#readOne(environment, shelf, key),
      () => this.#find(shelf, key),
    );
  }

  /** All that there are. Throws as {@link CachedLookup.get} does. */
  async list(environment: EnvironmentConfig): Promise<Reading<T[]>> {
    const shelf = this.#shelf(environment.name);
    const all = () => {
      const values = [...shelf.entries.values()].flatMap(({ value }) =>
        value ? [value] : [],
      );
      return shelf.listed && { value: values, readAt: shelf.listed.at };
    };
    const known = all();
    if (known && (shelf.listed?.freshUntil ?? 0) > this.#now()) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    return this.#orStale(
      environment,
      () => this.#readAll(environment, shelf),
      all,
    );
  }

  /** Reads the environment anew when it is asked for next. */
  invalidate(environmentName: string): void {
    const shelf = this.#shelf(environmentName);
    shelf.invalidatedAt = this.#now();
    for (const entry of shelf.entries.values()) {
      entry.freshUntil = 0;
    }
    if (shelf.listed) {
      shelf.listed.freshUntil = 0;
    }
  }

  #shelf(environmentName: string): Shelf<T> {
    const shelf = this.#shelves.get(environmentName) ?? {
      entries: new LRUCache<string, Entry<T>>({ max: maxEntries }),
      reading: new Map(),
      pause: new FailurePause(this.#now),
      asked: new LRUCache<string, number>({ max: readSingly + 1 }),
      invalidatedAt: 0,
    };
    this.#shelves.set(environmentName, shelf);
    return shelf;
  }

  #find(shelf: Shelf<T>, key: string): Entry<T> | undefined {
    const { listed } = shelf;
    return (
      shelf.entries.get(key) ??
      (listed && {
        value: undefined,
        readAt: listed.at,
        freshUntil: Math.min(
          listed.freshUntil,
          listed.at + this.#freshness.moving,
        ),
      })
    );
  }

  async #orStale<V>(
    environment: EnvironmentConfig,
    read: () => Promise<void>,
    find: () => { value: V; readAt: number } | undefined,
  ): Promise<Reading<V>> {
    const { pause } = this.#shelf(environment.name);
    const failure = await pause.attempt(environment, read);
    const found = find();
    if (!found) {
      throw failure ?? new Error('A value that was just read is gone');
    }
    return {
      value: found.value,
      readAt: new Date(found.readAt),
      ...(failure && { failure }),
    };
  }

  /** More different values were asked for within a minute than are read one by one. */
  #isBusy({ asked }: Shelf<T>): boolean {
    const aMinuteAgo = this.#now() - 60_000;
    return (
      [...asked.values()].filter(at => at > aMinuteAgo).length > readSingly
    );
  }

  #readOne(
    environment: EnvironmentConfig,
    shelf: Shelf<T>,
    key: string,
  ): Promise<void> {
    const underway = shelf.listing ?? shelf.reading.get(key);
    if (underway) {
      return underway;
    }
    if (this.#isBusy(shelf)) {
      return this.#readAll(environment, shelf);
    }
    const { settled } = this.#freshness;
    const reading = readInCommon(
      this.#sharing && {
        cache: this.#sharing.cache,
        schema: this.#sharing.schema.optional(),
      },
      {
        key: this.#sharedKey(environment, key),
        ttlMs: settled,
        now: this.#now,
        isUsable: ({ value, readAt }: Timed<T | undefined>) =>
          this.#isUsable(shelf, readAt, this.#ageOf(value, settled)),
        read: () => this.#source.describe(environment, key),
      },
    )
      .then(({ value, readAt }) =>
        this.#put(shelf, key, value, readAt, settled),
      )
      .finally(() => shelf.reading.delete(key));
    shelf.reading.set(key, reading);
    return reading;
  }

  #readAll(environment: EnvironmentConfig, shelf: Shelf<T>): Promise<void> {
    const { moving, settled, listed } = this.#freshness;
    const ageOfAll = (values: T[]) =>
      values.some(value => this.#source.isMoving(value)) ? moving : listed;
    shelf.listing ??= readInCommon(
      this.#sharing && {
        cache: this.#sharing.cache,
        schema: z.array(this.#sharing.schema),
      },
      {
        key: this.#sharedKey(environment),
        ttlMs: listed,
        now: this.#now,
        isUsable: ({ value, readAt }) =>
          this.#isUsable(shelf, readAt, ageOfAll(value)),
        read: () => this.#source.list(environment),
      },
    )
      .then(({ value: values, readAt }) => {
        const age = this.#isBusy(shelf) ? listed : settled;
        shelf.entries.clear();
        for (const value of values) {
          this.#put(shelf, this.#source.keyOf(value), value, readAt, age);
        }
        const freshUntil = readAt + ageOfAll(values);
        shelf.listed = { at: readAt, freshUntil };
      })
      .finally(() => {
        shelf.listing = undefined;
      });
    return shelf.listing;
  }

  #put(
    shelf: Shelf<T>,
    key: string,
    value: T | undefined,
    readAt: number,
    settled: number,
  ): void {
    const freshUntil = readAt + this.#ageOf(value, settled);
    shelf.entries.set(key, { value, readAt, freshUntil });
  }

  /** For how long a value is fresh. */
  #ageOf(value: T | undefined, settled: number): number {
    return this.#source.isMoving(value) ? this.#freshness.moving : settled;
  }

  /** Whether what another replica read is fresh, and no older than what this one has heard of. */
  #isUsable(
    { invalidatedAt }: Shelf<T>,
    readAt: number,
    ageMs: number,
  ): boolean {
    return readAt > invalidatedAt && readAt + ageMs > this.#now();
  }

  #sharedKey(environment: EnvironmentConfig, key?: string): string {
    const { name, accountId, region, endpoint } = environment;
    const kind = this.#sharing?.kind;
    return JSON.stringify([kind, name, accountId, region, endpoint, key]);
  }
}
