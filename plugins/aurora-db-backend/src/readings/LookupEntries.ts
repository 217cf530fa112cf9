import { LRUCache } from 'lru-cache';
import type { Timed } from './SharedCache';

/** For how long values count as fresh, in milliseconds. */
export interface Freshness {
  /** Values that are about to change by themselves. */
  moving: number;
  /** Settled values. */
  settled: number;
  /** Settled values that came with a list of all, where many are asked for; and the list itself, by how many it holds. */
  listed(count: number): number;
}

/** What a {@link LookupEntries} asks about its values. */
export interface LookupEntriesOptions<T> {
  freshness: Freshness;
  keyOf(value: T): string;
  isMoving(value: T | undefined): boolean;
  now(): number;
}

interface Entry<T> extends Timed<T | undefined> {
  /** It came with a list. */
  isListed: boolean;
}

/** What is known of one value. */
export interface KnownValue<T> extends Timed<T | undefined> {
  isFresh: boolean;
}

/** So many different values are read one by one; when more are asked for within a minute, or move, a list of all serves everybody. */
const readSingly = 5;
/** A list costs a call for each hundred values: however many of them move, it is fresh for this long a call, in milliseconds. */
const pageSize = 100;
const pageMs = 5_000;
const minute = 60_000;
const maxEntries = 5_000;

/** What a {@link CachedLookup} has read of one environment, one by one and as lists, and until when it will do. */
export class LookupEntries<T extends object> {
  readonly #options: LookupEntriesOptions<T>;
  readonly #entries = new LRUCache<string, Entry<T>>({ max: maxEntries });
  /** The keys asked for last, one more than are read singly, and when. */
  readonly #asked = new LRUCache<string, number>({ max: readSingly + 1 });
  #listed: { readAt: number; freshForMs: number } | undefined;
  /** What was read before isn't believed any more. */
  #invalidatedAt = 0;

  constructor(options: LookupEntriesOptions<T>) {
    this.#options = options;
  }

  /** Notes that somebody wants a value. */
  ask(key: string): void {
    this.#asked.set(key, this.#now);
  }

  /** Its value is undefined where there is none of that key. */
  find(key: string): KnownValue<T> | undefined {
    const listed = this.#listed && {
      value: undefined,
      readAt: this.#listed.readAt,
      isListed: true,
    };
    const entry = this.#entries.get(key) ?? listed;
    return entry && { ...entry, isFresh: this.#isFresh(entry) };
  }

  /** All that there are, if they were ever listed. */
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

  /** Keys of what has moved, or may have, since it was read. */
  outdated(): string[] {
    return [...this.#entries].flatMap(([key, entry]) =>
      entry.value &&
      this.#options.isMoving(entry.value) &&
      !this.#isFresh(entry)
        ? [key]
        : [],
    );
  }

  /** A value that isn't fresh is read with all others: so many are wanted, or move. */
  get isReadAsList(): boolean {
    return this.#isBusy && (!this.isListFresh || this.#doManyMove());
  }

  /** What was read later, and has come sooner, stays. */
  put(key: string, { value, readAt }: Timed<T | undefined>): void {
    if ((this.#entries.get(key)?.readAt ?? 0) > readAt) {
      return;
    }
    this.#entries.set(key, { value, readAt, isListed: false });
  }

  /** In the place of all that was known, but for what was read later. */
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

  /** Whether what another replica read is fresh, and no older than what this one has heard of. */
  isUsable({ value, readAt }: Timed<T | undefined>): boolean {
    return this.#isYounger(readAt, this.#ageOf(value));
  }

  /** As {@link LookupEntries.isUsable}, of a list. */
  isListUsable({ value, readAt }: Timed<T[]>): boolean {
    return this.#isYounger(readAt, this.#ageOfList(value));
  }

  /** All is read anew when it is asked for next. */
  invalidate(): void {
    this.#invalidatedAt = this.#now;
  }

  get #now(): number {
    return this.#options.now();
  }

  get #values(): Array<T | undefined> {
    return [...this.#entries.values()].map(({ value }) => value);
  }

  /** More different values were asked for within a minute than are read one by one. */
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

  /** For how long a value that moves is fresh among these. */
  #movingAge(values: Array<T | undefined> = this.#values): number {
    const { moving } = this.#options.freshness;
    return this.#doManyMove(values)
      ? Math.max(moving, (values.length / pageSize) * pageMs)
      : moving;
  }

  /** Where many are wanted, a value of a list is as fresh as the list. */
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
      : this.#options.freshness.listed(values.length);
  }

  #isYounger(readAt: number, ageMs: number): boolean {
    return readAt > this.#invalidatedAt && readAt + ageMs > this.#now;
  }
}
