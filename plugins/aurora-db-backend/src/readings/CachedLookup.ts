import { z } from 'zod';
import type { EnvironmentConfig } from '../config/readConfig';
import { FailurePause } from './FailurePause';
import { type Freshness, LookupShelf } from './LookupShelf';
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

/** The cache in which replicas share what they read. */
export interface LookupSharing<T> {
  cache: SharedCache;
  /** Names what is looked up. */
  kind: string;
  schema: z.ZodType<T>;
}

/** One environment. */
interface Room<T extends object> {
  shelf: LookupShelf<T>;
  pause: FailurePause;
  reading: Map<string, Promise<void>>;
  listing?: Promise<void>;
}

/** Replicas find nothing older than this of each other, in milliseconds, whatever they would believe. */
const sharedForMs = 10 * 60_000;

/**
 * Short-lived, bounded cache of things that AWS can describe alone or list, per environment. Concurrent requests share one call; many
 * different keys within a minute cost the calls of a list rather than one call each, and the few of a list that move are read singly.
 * When AWS gives no answer, the last value is served with the failure.
 */
export class CachedLookup<T extends object> {
  readonly #source: LookupSource<T>;
  readonly #freshness: Freshness;
  readonly #now: () => number;
  readonly #sharing: LookupSharing<T> | undefined;
  readonly #rooms = new Map<string, Room<T>>();

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
    const room = this.#room(environment.name);
    const { shelf } = room;
    shelf.ask(key);
    const known = shelf.find(key);
    if (known?.isFresh) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    return orStale(
      room,
      environment,
      () => this.#readOne(environment, room, key),
      () => shelf.find(key),
    );
  }

  /** Reads one at this moment, for all replicas. Throws an AwsUnavailableError when AWS gives no answer. */
  async refresh(
    environment: EnvironmentConfig,
    key: string,
  ): Promise<Reading<T | undefined>> {
    const { shelf } = this.#room(environment.name);
    const readAt = this.#now();
    const value = await this.#source.describe(environment, key);
    shelf.put(key, { value, readAt });
    await this.#sharing?.cache.set(
      this.#sharedKey(environment, key),
      { value, readAt },
      sharedForMs,
    );
    return { value, readAt: new Date(readAt) };
  }

  /** All that there are. Throws as {@link CachedLookup.get} does. */
  async list(environment: EnvironmentConfig): Promise<Reading<T[]>> {
    const room = this.#room(environment.name);
    const { shelf } = room;
    const known = shelf.all();
    const outdated = shelf.outdated();
    if (known && shelf.isListFresh && outdated.length === 0) {
      return { value: known.value, readAt: new Date(known.readAt) };
    }
    const read = async () => {
      await (shelf.isListFresh
        ? Promise.all(
            outdated.map(key => this.#readOne(environment, room, key)),
          )
        : this.#readAll(environment, room));
    };
    return orStale(room, environment, read, () => shelf.all());
  }

  /** Reads the environment anew when it is asked for next. */
  invalidate(environmentName: string): void {
    this.#room(environmentName).shelf.invalidate();
  }

  #room(environmentName: string): Room<T> {
    const room = this.#rooms.get(environmentName) ?? {
      shelf: new LookupShelf<T>({
        freshness: this.#freshness,
        keyOf: value => this.#source.keyOf(value),
        isMoving: value => this.#source.isMoving(value),
        now: this.#now,
      }),
      pause: new FailurePause(this.#now),
      reading: new Map(),
    };
    this.#rooms.set(environmentName, room);
    return room;
  }

  #readOne(
    environment: EnvironmentConfig,
    room: Room<T>,
    key: string,
  ): Promise<void> {
    const { shelf, reading } = room;
    const underway = room.listing ?? reading.get(key);
    if (underway) {
      return underway;
    }
    if (shelf.isReadAsList) {
      return this.#readAll(environment, room);
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
        isUsable: (found: Timed<T | undefined>) => shelf.isUsable(found),
        read: () => this.#source.describe(environment, key),
      },
    )
      .then(found => shelf.put(key, found))
      .finally(() => reading.delete(key));
    reading.set(key, one);
    return one;
  }

  #readAll(environment: EnvironmentConfig, room: Room<T>): Promise<void> {
    const { shelf } = room;
    room.listing ??= readInCommon(
      this.#sharing && {
        cache: this.#sharing.cache,
        schema: z.array(this.#sharing.schema),
      },
      {
        key: this.#sharedKey(environment),
        ttlMs: sharedForMs,
        now: this.#now,
        isUsable: found => shelf.isListUsable(found),
        read: () => this.#source.list(environment),
      },
    )
      .then(found => shelf.putAll(found))
      .finally(() => {
        room.listing = undefined;
      });
    return room.listing;
  }

  #sharedKey(environment: EnvironmentConfig, key?: string): string {
    const { name, accountId, region, endpoint } = environment;
    const kind = this.#sharing?.kind;
    return JSON.stringify([kind, name, accountId, region, endpoint, key]);
  }
}

/** What was read before, with the failure, where it can't be read anew. */
async function orStale<T extends object, V>(
  { pause }: Room<T>,
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
