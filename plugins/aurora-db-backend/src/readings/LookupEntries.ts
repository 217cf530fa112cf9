import { LRUCache } from 'lru-cache';
import type { Timed } from './SharedCache';

/** How long values stay fresh, in milliseconds. */
export interface Freshness<T> {
  /** For values that are about to change without a call of the portal. */
  moving: number;
  /** For settled values. */
  settled: number;
  /** For settled values from a list, and for the list itself. */
  listed(values: readonly T[]): number;
}

/** How {@link LookupEntries} reads the properties of its values. */
export interface LookupEntriesOptions<T> {
  freshness: Freshness<T>;
  keyOf(value: T): string;
  isMoving(value: T | undefined): boolean;
  now(): number;
}

interface Entry<T> extends Timed<T | undefined> {
  /** Whether the value came with a list. */
  isListed: boolean;
}

/** The entry of one value. */
export interface KnownValue<T> extends Timed<T | undefined> {
  isFresh: boolean;
}

/**
 * Maximum number of different values per minute for single reads. Above it, a list serves all
 * callers.
 */
const readSingly = 5;
/** How long a list of moving values stays fresh, in ms per call. AWS lists 100 values per call. */
const pageSize = 100;
const pageMs = 5_000;
const minute = 60_000;
const maxEntries = 5_000;

/**
 * The values of one environment that a {@link CachedLookup} has read, and how long they stay fresh.
 */
export class LookupEntries<T extends object> {
  readonly #options: LookupEntriesOptions<T>;
  readonly #entries = new LRUCache<string, Entry<T>>({ max: maxEntries });
  /** The most recently requested keys with their times, one more than `readSingly`. */
  readonly #asked = new LRUCache<string, number>({ max: readSingly + 1 });
  #listed: { readAt: number; freshForMs: number } | undefined;
  /** Time of the last invalidation. Values from before it are stale. */
  #invalidatedAt = 0;

  constructor(options: LookupEntriesOptions<T>) {
    this.#options = options;
  }

  /** Records that a caller wants a value. */
  ask(key: string): void {
    this.#asked.set(key, this.#now);
  }

  /** Returns an entry whose value is undefined if AWS has no value with that key. */
  find(key: string): KnownValue<T> | undefined {
    const listed = this.#listed && {
      value: undefined,
      readAt: this.#listed.readAt,
      isListed: true,
    };
    const entry = this.#entries.get(key) ?? listed;
    return entry && { ...entry, isFresh: this.#isFresh(entry) };
  }

  /** Returns all values if a list was ever read. */
  all(): Timed<T[]> | undefined {
    const value = this.#values.filter(one => one !== undefined);
    return this.#listed && { value, readAt: this.#listed.readAt };
  }

  get isListFresh(): boolean {
    return (
      this.#listed !== undefined &&
      this.#isYounger(this.#listed.readAt, this.#listed.freshForMs)
    );
  }

  /** Keys of the values that are moving, or may have moved since their read. */
  outdated(): string[] {
    return [...this.#entries].flatMap(([key, entry]) =>
      entry.value &&
      this.#options.isMoving(entry.value) &&
      !this.#isFresh(entry)
        ? [key]
        : [],
    );
  }

  /**
   * Whether to read a stale value as part of a list, because callers request many values or many
   * are moving.
   */
  get isReadAsList(): boolean {
    return this.#isBusy && (!this.isListFresh || this.#doManyMove());
  }

  /** Keeps the newer value. */
  put(key: string, { value, readAt }: Timed<T | undefined>): void {
    if ((this.#entries.get(key)?.readAt ?? 0) > readAt) {
      return;
    }
    this.#entries.set(key, { value, readAt, isListed: false });
  }

  /** Replaces all values except newer ones. */
  putAll({ value: values, readAt }: Timed<T[]>): void {
    const later = [...this.#entries].filter(
      ([, entry]) => entry.readAt > readAt,
    );
    this.#entries.clear();
    for (const value of values) {
      const key = this.#options.keyOf(value);
      this.#entries.set(key, { value, readAt, isListed: true });
    }
    for (const [key, entry] of later) {
      this.#entries.set(key, entry);
    }
    this.#listed = { readAt, freshForMs: this.#ageOfList(values) };
  }

  /** Whether a value of another replica is fresh, and not older than the last invalidation here. */
  isUsable({ value, readAt }: Timed<T | undefined>): boolean {
    return this.#isYounger(readAt, this.#ageOf(value));
  }

  /** As {@link LookupEntries.isUsable}, for a list. */
  isListUsable({ value, readAt }: Timed<T[]>): boolean {
    return this.#isYounger(readAt, this.#ageOfList(value));
  }

  /** Makes every value stale. */
  invalidate(): void {
    this.#invalidatedAt = this.#now;
  }

  get #now(): number {
    return this.#options.now();
  }

  get #values(): Array<T | undefined> {
    return [...this.#entries.values()].map(({ value }) => value);
  }

  /**
   * Whether callers requested more different values within a minute than single reads may serve.
   */
  get #isBusy(): boolean {
    const lately = [...this.#asked.values()].filter(
      at => at > this.#now - minute,
    );
    return lately.length > readSingly;
  }

  #doManyMove(values: Array<T | undefined> = this.#values): boolean {
    const moving = values.filter(value => this.#options.isMoving(value));
    return moving.length > readSingly;
  }

  /** How long a moving value stays fresh among these values, in ms. */
  #movingAge(values: Array<T | undefined> = this.#values): number {
    const { moving } = this.#options.freshness;
    return this.#doManyMove(values)
      ? Math.max(moving, (values.length / pageSize) * pageMs)
      : moving;
  }

  /** If many values are requested, a value of a list is as fresh as the list. */
  #isFresh({ value, readAt, isListed }: Entry<T>): boolean {
    return isListed && this.#isBusy && !this.#options.isMoving(value)
      ? this.isListFresh
      : this.#isYounger(readAt, this.#ageOf(value));
  }

  #ageOf(value: T | undefined): number {
    const { freshness, isMoving } = this.#options;
    return isMoving(value) ? this.#movingAge() : freshness.settled;
  }

  #ageOfList(values: T[]): number {
    return this.#doManyMove(values)
      ? this.#movingAge(values)
      : this.#options.freshness.listed(values);
  }

  #isYounger(readAt: number, ageMs: number): boolean {
    return readAt > this.#invalidatedAt && readAt + ageMs > this.#now;
  }
}
