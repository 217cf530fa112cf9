import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type {
  CacheService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { z } from 'zod';

const pack = promisify(deflate);
const unpack = promisify(inflate);

const defaultStore = 'memory';

/** The cache has to answer within this time, or else is left alone for a while; both in milliseconds. */
const patienceMs = 250;
const offMs = 60_000;
/** Another replica's read is waited for so long, looked for at random after half to all of the interval, in milliseconds. */
const waitMs = 2_500;
const intervalMs = 100;
/** Two replicas that claim at once know who was last after this time: several round trips to the cache. In milliseconds. */
const settleMs = 15;
/** A replica that died while it was reading holds the others up for no longer, in milliseconds. */
const claimMs = 5_000;
/** No entry is larger, in characters: Memcached's own limit is 1 MiB. */
const maxLength = 900_000;
/** An entry that unfolds to more than this wasn't written by us. In bytes. */
const maxUnpacked = 32 * 1024 * 1024;

/** One thing that all replicas read from AWS in common. */
export interface CommonRead<T> {
  /** Names it, over all replicas. */
  key: string;
  /** What there is of it already that will do, here or in the cache. */
  find(): Promise<T | undefined>;
  /** Reads it from AWS, and puts it where `find` of the others finds it. */
  read(): Promise<T>;
}

/** A value, and when it was read from AWS, in epoch milliseconds. */
export interface Timed<T> {
  value: T;
  readAt: number;
}

/**
 * What one replica has read from AWS, for the others: Backstage's cache service, where its store is shared. Entries are compressed JSON,
 * checked when they are read back. It never fails: a cache that is broken or slow is said once and left alone for a minute, and each
 * replica then reads for itself.
 */
export class SharedCache {
  readonly #cache: CacheService;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #replica = randomUUID();
  #offUntil = 0;
  #isBroken = false;

  /** Undefined where app-config leaves the cache to each process: what a process read it has already. */
  static fromConfig(
    rootConfig: Config,
    options: { cache: CacheService; logger: LoggerService },
  ): SharedCache | undefined {
    const store = rootConfig.getOptionalString('backend.cache.store');
    return store && store !== defaultStore
      ? new SharedCache(options)
      : undefined;
  }

  constructor(options: {
    cache: CacheService;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#cache = options.cache;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Undefined where there is none, or none that fits the schema: replicas of another version may have written it. */
  async get<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const packed = await this.#try(() => this.#cache.get(key));
    if (typeof packed !== 'string') {
      return undefined;
    }
    try {
      const text = await unpack(Buffer.from(packed, 'base64'), {
        maxOutputLength: maxUnpacked,
      });
      return schema.safeParse(JSON.parse(text.toString())).data;
    } catch {
      // Not what we write.
      return undefined;
    }
  }

  /** What is too large isn't kept. */
  async set(key: string, value: object, ttlMs: number): Promise<void> {
    if (this.#isOff()) {
      return;
    }
    const packed = (await pack(JSON.stringify(value))).toString('base64');
    if (packed.length <= maxLength) {
      await this.#try(() => this.#cache.set(key, packed, { ttl: ttlMs }));
    }
  }

  /**
   * Lets one replica read what several want at the same moment, such as at the turn of a minute, and the others find it. Where that takes
   * too long, they read for themselves: this saves calls, and guarantees nothing.
   */
  async once<T>({ key, find, read }: CommonRead<T>): Promise<T> {
    const claim = `${key} claim`;
    const giveUpAt = this.#now() + waitMs;
    let found = await find();
    while (found === undefined && this.#now() < giveUpAt) {
      if (await this.#claim(claim)) {
        try {
          // Somebody may have read it between the look and the claim.
          return (await find()) ?? (await read());
        } finally {
          await this.#try(() => this.#cache.delete(claim));
        }
      }
      await delay(intervalMs * (0.5 + Math.random() / 2));
      found = await find();
    }
    return found ?? read();
  }

  /** Whether it is ours now. Stores of the cache service know no compare-and-set: whoever is written last has it. */
  async #claim(key: string): Promise<boolean> {
    if (this.#isOff()) {
      return true;
    }
    const holder = await this.#try(() => this.#cache.get(key));
    if (typeof holder === 'string' && holder !== this.#replica) {
      return false;
    }
    await this.#try(() =>
      this.#cache.set(key, this.#replica, { ttl: claimMs }),
    );
    await delay(settleMs * (0.5 + Math.random() / 2));
    const written = await this.#try(() => this.#cache.get(key));
    return written === undefined || written === this.#replica;
  }

  #isOff(): boolean {
    return this.#now() < this.#offUntil;
  }

  /** Undefined where the cache doesn't answer. */
  async #try<T>(call: () => Promise<T>): Promise<T | undefined> {
    if (this.#isOff()) {
      return undefined;
    }
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await Promise.race([
        call(),
        new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(new Error(`no answer within ${patienceMs} ms`)),
            patienceMs,
          );
        }),
      ]);
      this.#isBroken = false;
      return answer;
    } catch (error) {
      this.#turnOff(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #turnOff(error: unknown): void {
    this.#offUntil = this.#now() + offMs;
    if (!this.#isBroken) {
      this.#isBroken = true;
      this.#logger.warn(
        `The cache of backend.cache fails (${error instanceof Error ? error.message : String(error)}): until it answers again, each replica reads from AWS by itself`,
      );
    }
  }
}

/**
 * Reads something that one cache entry holds: another replica's where there is one that will do, else from AWS, for the others too.
 *
 * @param shared - undefined where nothing is shared
 */
export async function readInCommon<T>(
  shared: { cache: SharedCache; schema: z.ZodType<T> } | undefined,
  options: {
    /** Names it, over all replicas. */
    key: string;
    /** For how long others may find it, in milliseconds. */
    ttlMs: number;
    now: () => number;
    isUsable(entry: Timed<T>): boolean;
    read(): Promise<T>;
  },
): Promise<Timed<T>> {
  const { key, ttlMs, now, isUsable } = options;
  const readAws = async () => {
    // What is changed while it is being read may not be in it.
    const readAt = now();
    return { value: await options.read(), readAt };
  };
  if (!shared) {
    return readAws();
  }
  const { cache } = shared;
  const schema = z.object({ value: shared.schema, readAt: z.number() });
  return cache.once({
    key,
    find: async () => {
      const entry = await cache.get(key, schema);
      return entry && isUsable(entry) ? entry : undefined;
    },
    read: async () => {
      const entry = await readAws();
      await cache.set(key, entry, ttlMs);
      return entry;
    },
  });
}

function delay(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
