import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type {
  CacheService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { z } from 'zod';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';

const pack = promisify(deflate);
const unpack = promisify(inflate);

const defaultStore = 'memory';

/** Longest wait for the cache, in ms. The replica does not use a slower cache for a while. */
const patienceMs = 250;
const offMs = 60_000;
/**
 * Longest wait for another replica's read, in ms. The replica looks after a random time between
 * half and all of the interval.
 */
const waitMs = 2_500;
const intervalMs = 100;
/**
 * Wait of a replica after its claim, in ms, to see whether another claim came later. It is several
 * round trips to the cache.
 */
const settleMs = 15;
/** A claim expires after this time, in ms, because a replica may die during its read. */
const claimMs = 5_000;
/** Maximum size of an entry, in characters. Memcached's limit is 1 MiB. */
const maxLength = 900_000;
/** Maximum size of an unpacked entry, in bytes. A larger entry was not written by this backend. */
const maxUnpacked = 32 * 1024 * 1024;

/** A read from AWS that all replicas share. */
export interface CommonRead<T> {
  /** Names the read, the same on all replicas. */
  key: string;
  /** Returns a value that is fresh enough, from memory or from the cache. */
  find(): Promise<T | undefined>;
  /** Reads the value from AWS and stores it for the `find` of the other replicas. */
  read(): Promise<T>;
}

/** A value, and when it was read from AWS, in epoch milliseconds. */
export interface Timed<T> {
  value: T;
  readAt: number;
}

/**
 * Shares what one replica reads from AWS through Backstage's cache service, if replicas share its
 * store. Entries are compressed JSON. A replica validates each entry that it reads. No method
 * fails. If the cache is broken or slow, the log says so once, and each replica reads for itself
 * for a minute.
 */
export class SharedCache {
  readonly #cache: CacheService;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #requests: CacheRequests;
  readonly #replica = randomUUID();
  #offUntil = 0;
  #isBroken = false;

  /**
   * Returns undefined if each process has its own cache store, because there is nothing to share.
   */
  static fromConfig(
    rootConfig: Config,
    options: {
      cache: CacheService;
      logger: LoggerService;
      telemetry?: Telemetry;
    },
  ): SharedCache | undefined {
    const store = rootConfig.getOptionalString('backend.cache.store');
    return store && store !== defaultStore
      ? new SharedCache(options)
      : undefined;
  }

  constructor(options: {
    cache: CacheService;
    logger: LoggerService;
    telemetry?: Telemetry;
    now?: () => number;
  }) {
    const { telemetry = new Telemetry() } = options;
    this.#cache = options.cache;
    this.#logger = options.logger;
    this.#requests = telemetry.cache('shared');
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns undefined if there is no entry, or if its schema differs: a replica of another version
   * may have written it.
   */
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
      // This backend did not write the entry.
      return undefined;
    }
  }

  /** Does not store entries that are too large. */
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
   * Lets one replica read a value that several replicas need at the same moment, e.g. at the start
   * of a minute. The others find its result. If that takes too long, they read for themselves. This
   * saves calls and guarantees nothing.
   */
  async once<T>(read: CommonRead<T>): Promise<T> {
    let isHit = true;
    try {
      return await this.#once({
        ...read,
        read: () => {
          isHit = false;
          return read.read();
        },
      });
    } finally {
      this.#requests.count(isHit);
    }
  }

  async #once<T>({ key, find, read }: CommonRead<T>): Promise<T> {
    const claim = `${key} claim`;
    const giveUpAt = this.#now() + waitMs;
    let found = await find();
    while (found === undefined && this.#now() < giveUpAt) {
      if (await this.#claim(claim)) {
        try {
          // Another replica may have stored it between `find` and the claim.
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

  /**
   * Whether this replica has the claim. The stores have no compare-and-set, so the last write wins.
   */
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

  /** Returns undefined if the cache does not answer. */
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
 * Reads one cache entry: from another replica if it is fresh enough, otherwise from AWS. Stores
 * what it read from AWS for the other replicas.
 *
 * @param shared - undefined if replicas share nothing
 */
export async function readInCommon<T>(
  shared: { cache: SharedCache; schema: z.ZodType<T> } | undefined,
  options: {
    /** Names the entry, the same on all replicas. */
    key: string;
    /** How long other replicas may use the entry, in milliseconds. */
    ttlMs: number;
    now: () => number;
    isUsable(entry: Timed<T>): boolean;
    read(): Promise<T>;
  },
): Promise<Timed<T>> {
  const { key, ttlMs, now, isUsable } = options;
  const readAws = async () => {
    // A change during the read may be missing in its result.
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
