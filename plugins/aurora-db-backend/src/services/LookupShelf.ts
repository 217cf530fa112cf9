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

/** What a {@link LookupShelf} asks about its values. */
export interface ShelfOptions<T> {
  freshness: Freshness;
  keyOf(value: T): string;
  isMoving(value: T | undefined): boolean;
  now(): number;
}

interface Entry<T> extends Timed<T | undefined> {
  freshUntil: number;
}

/** So many different values are read one by one; when more are asked for within a minute, or move, a list of all serves everybody. */
const readSingly = 5;
/** A list costs a call for each hundred values: however many of them move, it is fresh for this long a call, in milliseconds. */
const pageSize = 100;
const pageMs = 5_000;
const minute = 60_000;
const maxEntries = 5_000;

/** What a {@link CachedLookup} has read of one environment, one by one and as lists, and until when it will do. */
export class LookupShelf<T extends object> {
  readonly #options: ShelfOptions<T>;
  readonly #entries = new LRUCache<string, Entry<T>>({ max: maxEntries });
  /** The keys asked for last, one more than are read singly, and when. */
  readonly #asked = new LRUCache<string, number>({ max: readSingly + 1 });
  #listed: { at: number; freshUntil: number } | undefined;
  /** What was read before isn't believed any more. */
  #invalidatedAt = 0;

  constructor(options: ShelfOptions<T>) {
    this.#options = options;
  }

  /** Notes that somebody wants a value. */
  ask(key: string): void {
    this.#asked.set(key, this.#now);
  }

  /** What is known of one value: `undefined` inside where there is none. */
  find(key: string): Entry<T> | undefined {
    const listed = this.#listed;
    return (
      this.#entries.get(key) ??
      (listed && {
        value: undefined,
        readAt: listed.at,
        freshUntil: Math.min(listed.freshUntil, listed.at + this.#movingAge()),
      })
    );
  }

  /** All that there are, if they were ever listed. */
  all(): Timed<T[]> | undefined {
    const value = this.#values.filter(one => one !== undefined);
    return this.#listed && { value, readAt: this.#listed.at };
  }

  get isListFresh(): boolean {
    return (this.#listed?.freshUntil ?? 0) > this.#now;
  }

  /** Keys of what has moved, or may have, since it was read. */
  outdated(): string[] {
    return [...this.#entries].flatMap(([key, { value, freshUntil }]) =>
      value && freshUntil <= this.#now && this.#options.isMoving(value)
        ? [key]
        : [],
    );
  }

  /** A value that isn't fresh is read with all others: so many are wanted, or move. */
  get isReadAsList(): boolean {
    return this.#isBusy && (!this.isListFresh || this.#doManyMove());
  }

  put(key: string, { value, readAt }: Timed<T | undefined>): void {
    const freshUntil = readAt + this.#ageOf(value);
    this.#entries.set(key, { value, readAt, freshUntil });
  }

  /** In the place of all that was known. */
  putAll({ value: values, readAt }: Timed<T[]>): void {
    const { freshness, isMoving, keyOf } = this.#options;
    const listed = this.#ageOfList(values);
    const moving = this.#movingAge(values);
    const settled = this.#isBusy ? listed : freshness.settled;
    this.#entries.clear();
    for (const value of values) {
      const freshUntil = readAt + (isMoving(value) ? moving : settled);
      this.#entries.set(keyOf(value), { value, readAt, freshUntil });
    }
    this.#listed = { at: readAt, freshUntil: readAt + listed };
  }

  /** Whether what another replica read is fresh, and no older than what this one has heard of. */
  isUsable({ value, readAt }: Timed<T | undefined>): boolean {
    return this.#isYounger(readAt, this.#ageOf(value));
  }

  /** As {@link LookupShelf.isUsable}, of a list. */
  isListUsable({ value, readAt }: Timed<T[]>): boolean {
    return this.#isYounger(readAt, this.#ageOfList(value));
  }

  /** All is read anew when it is asked for next. */
  invalidate(): void {
    this.#invalidatedAt = this.#now;
    for (const entry of this.#entries.values()) {
      entry.freshUntil = 0;
    }
    if (this.#listed) {
      this.#listed.freshUntil = 0;
    }
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
