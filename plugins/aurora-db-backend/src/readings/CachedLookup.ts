import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { CacheRequests } from '../ports/Telemetry';
import { AwsBackoff } from './AwsBackoff';
import { type Freshness, LookupEntries } from './LookupEntries';
import type { Reading } from './Reading';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

/** The source of a {@link CachedLookup}. */
export interface LookupSource<T> {
  describe(environment: EnvironmentConfig, key: string): Promise<T | undefined>;
  list(environment: EnvironmentConfig): Promise<T[]>;
  keyOf(value: T): string;
  /**
   * Whether a value is about to change without a call of the portal, e.g. during a creation. The
   * lookup reads such values more often.
   */
  isMoving(value: T | undefined): boolean;
  /**
   * Whether all environments of an account, region and endpoint have the same values, and so share
   * them.
   */
  isOfAccount?: boolean;
}

/** The cache that replicas share. */
export interface LookupSharing<T> {
  cache: SharedCache;
  /** Names the kind of value in the shared cache. */
  kind: string;
  schema: z.ZodType<T>;
}

/** The state of a lookup for one environment, or for those that share values. */
interface EnvironmentReads<T extends object> {
  entries: LookupEntries<T>;
  pause: AwsBackoff;
  reading: Map<string, Promise<void>>;
  listing?: Promise<void>;
}

/** Maximum age of an entry that another replica wrote, in ms. */
const sharedForMs = 10 * 60_000;

/**
 * A short-lived, bounded cache for each environment, of values that AWS can describe or list.
 * Concurrent requests share one call. If callers request many keys within a minute, one list
 * replaces the single calls. If only a few items of a list are moving, the lookup reads those one
 * by one. If AWS gives no answer, callers get the last value with the failure.
 */
export class CachedLookup<T extends object> {
  readonly #source: LookupSource<T>;
  readonly #freshness: Freshness<T>;
  readonly #now: () => number;
  readonly #sharing: LookupSharing<T> | undefined;
  readonly #requests: CacheRequests;
  readonly #byPlace = new Map<string, EnvironmentReads<T>>();
  readonly #byEnvironment = new Map<string, EnvironmentReads<T>>();
  /** Environments that changed before their first request. */
  readonly #changed = new Set<string>();

  constructor(
    source: LookupSource<T>,
    freshness: Freshness<T>,
    now: () => number = Date.now,
    sharing?: LookupSharing<T>,
    requests: CacheRequests = new CacheRequests(),
  ) {
    this.#source = source;
    this.#freshness = freshness;
    this.#now = now;
    this.#sharing = sharing;
    this.#requests = requests;
  }

  /** Throws an AwsUnavailableError if AWS gives no answer and no older value is known. */
  async get(
    environment: EnvironmentConfig,
    key: string,
  ): Promise<Reading<T | undefined>> {
    const reads = this.#reads(environment);
    const { entries } = reads;
    entries.ask(key);
    const known = entries.find(key);
    const isFresh = known?.isFresh === true;
    this.#requests.count(isFresh);
    if (isFresh) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    return orStale(
      reads,
      environment,
      () => this.#readOne(environment, reads, key),
      () => entries.find(key),
    );
  }

  /**
   * Reads one value now, for all replicas. Throws an AwsUnavailableError if AWS gives no answer.
   */
  async refresh(
    environment: EnvironmentConfig,
    key: string,
  ): Promise<Reading<T | undefined>> {
    const { entries } = this.#reads(environment);
    const readAt = this.#now();
    const value = await this.#source.describe(environment, key);
    entries.put(key, { value, readAt });
    await this.#sharing?.cache.set(
      this.#sharedKey(environment, key),
      { value, readAt },
      sharedForMs,
    );
    return { value, readAt: new Date(readAt) };
  }

  /** Returns all values. Throws as {@link CachedLookup.get} does. */
  async list(environment: EnvironmentConfig): Promise<Reading<T[]>> {
    const reads = this.#reads(environment);
    const { entries } = reads;
    const known = entries.all();
    const outdated = entries.outdated();
    const isFresh = entries.isListFresh && outdated.length === 0;
    this.#requests.count(known !== undefined && isFresh);
    if (known && isFresh) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    const read = async () => {
      await (entries.isListFresh
        ? Promise.all(
            outdated.map(key => this.#readOne(environment, reads, key)),
          )
        : this.#readAll(environment, reads));
    };
    return orStale(reads, environment, read, () => entries.all());
  }

  /** Makes the next request for the environment call AWS. */
  invalidate(environmentName: string): void {
    const reads = this.#byEnvironment.get(environmentName);
    if (reads) {
      reads.entries.invalidate();
    } else {
      this.#changed.add(environmentName);
    }
  }

  #reads(environment: EnvironmentConfig): EnvironmentReads<T> {
    const { name } = environment;
    const known = this.#byEnvironment.get(name);
    if (known) {
      return known;
    }
    const place = this.#placeOf(environment);
    const reads = this.#byPlace.get(place) ?? {
      entries: new LookupEntries<T>({
        freshness: this.#freshness,
        keyOf: value => this.#source.keyOf(value),
        isMoving: value => this.#source.isMoving(value),
        now: this.#now,
      }),
      pause: new AwsBackoff(this.#now),
      reading: new Map(),
    };
    if (this.#changed.delete(name)) {
      reads.entries.invalidate();
    }
    this.#byPlace.set(place, reads);
    this.#byEnvironment.set(name, reads);
    return reads;
  }

  /** The same text for environments that share values. */
  #placeOf({ name, accountId, region, endpoint }: EnvironmentConfig): string {
    return JSON.stringify([
      ...(this.#source.isOfAccount ? [] : [name]),
      accountId,
      region,
      endpoint,
    ]);
  }

  #readOne(
    environment: EnvironmentConfig,
    reads: EnvironmentReads<T>,
    key: string,
  ): Promise<void> {
    const { entries, reading } = reads;
    const underway = reads.listing ?? reading.get(key);
    if (underway) {
      return underway;
    }
    if (entries.isReadAsList) {
      return this.#readAll(environment, reads);
    }
    const one = readInCommon(
      this.#sharing && {
        cache: this.#sharing.cache,
        schema: this.#sharing.schema.optional(),
      },
      {
        key: this.#sharedKey(environment, key),
        ttlMs: sharedForMs,
        now: this.#now,
        isUsable: (found: Timed<T | undefined>) => entries.isUsable(found),
        read: () => this.#source.describe(environment, key),
      },
    )
      .then(found => entries.put(key, found))
      .finally(() => reading.delete(key));
    reading.set(key, one);
    return one;
  }

  #readAll(
    environment: EnvironmentConfig,
    reads: EnvironmentReads<T>,
  ): Promise<void> {
    const { entries } = reads;
    reads.listing ??= readInCommon(
      this.#sharing && {
        cache: this.#sharing.cache,
        schema: z.array(this.#sharing.schema),
      },
      {
        key: this.#sharedKey(environment),
        ttlMs: sharedForMs,
        now: this.#now,
        isUsable: found => entries.isListUsable(found),
        read: () => this.#source.list(environment),
      },
    )
      .then(found => entries.putAll(found))
      .finally(() => {
        reads.listing = undefined;
      });
    return reads.listing;
  }

  #sharedKey(environment: EnvironmentConfig, key?: string): string {
    return JSON.stringify([
      this.#sharing?.kind,
      this.#placeOf(environment),
      key,
    ]);
  }
}

/** Returns the older value with the failure if AWS gives no answer. */
async function orStale<T extends object, V>(
  { pause }: EnvironmentReads<T>,
  environment: EnvironmentConfig,
  read: () => Promise<void>,
  find: () => Timed<V> | undefined,
): Promise<Reading<V>> {
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
