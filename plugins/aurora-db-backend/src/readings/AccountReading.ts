import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';
import { AwsBackoff } from './AwsBackoff';
import type { Reading } from './Reading';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

type Values<V> = ReadonlyMap<string, V>;

/** The source of an {@link AccountReading}. */
export interface AccountSource<V> {
  /** Names the source in the cache that replicas share. */
  name: string;
  /** Schema of each value in the shared cache. */
  schema: z.ZodType<V>;
  read(environment: EnvironmentConfig): Promise<Values<V>>;
  /**
   * How long `count` values stay fresh, in ms, at most {@link longestMs}. Default: until the next
   * minute of CloudWatch.
   */
  freshMs?(count: number): number;
}

/** `shared` if replicas share what they read. */
export interface AccountReadingOptions {
  now?: () => number;
  shared?: SharedCache;
  telemetry?: Telemetry;
}

const minute = 60_000;
const longestMs = 60 * minute;
const maxAccounts = 1_000;

/**
 * A reading of a whole account and region, at most once a minute for all viewers of all replicas.
 * A source with `freshMs` is read less often.
 */
export class AccountReading<V> {
  readonly #source: AccountSource<V>;
  readonly #now: () => number;
  readonly #requests: CacheRequests;
  readonly #accounts: LRUCache<string, Timed<Values<V>>, EnvironmentConfig>;
  readonly #pauses = new Map<string, AwsBackoff>();

  constructor(source: AccountSource<V>, options: AccountReadingOptions = {}) {
    const { now = Date.now, shared, telemetry = new Telemetry() } = options;
    const schema = z.array(z.tuple([z.string(), source.schema]));
    this.#source = source;
    this.#now = now;
    this.#requests = telemetry.cache(source.name);
    this.#accounts = new LRUCache({
      max: maxAccounts,
      // A failed or slow read leaves the older values.
      noDeleteOnFetchRejection: true,
      fetchMethod: async (key, _before, { context: environment }) => {
        const { value, readAt } = await readInCommon(
          shared && { cache: shared, schema },
          {
            key,
            ttlMs: source.freshMs ? longestMs : minute,
            now,
            isUsable: ({ value: found, readAt: at }) =>
              this.#isFresh(at, found.length),
            read: async () => [...(await source.read(environment))],
          },
        );
        return { value: new Map(value), readAt };
      },
    });
  }

  /** Throws an AwsUnavailableError if AWS gives no answer and no older values are known. */
  async read(environment: EnvironmentConfig): Promise<Reading<Values<V>>> {
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([
      this.#source.name,
      accountId,
      region,
      endpoint,
    ]);
    const before = this.#accounts.peek(key);
    const isFresh =
      before !== undefined && this.#isFresh(before.readAt, before.value.size);
    this.#requests.count(isFresh);
    const failure = isFresh
      ? undefined
      : await this.#pause(key).attempt(environment, async () => {
          await this.#accounts.fetch(key, {
            context: environment,
            forceRefresh: true,
          });
        });
    const known = this.#accounts.peek(key);
    if (!known) {
      throw failure ?? new Error('What was just read of an account is gone');
    }
    return {
      value: known.value,
      readAt: new Date(known.readAt),
      ...(failure && { failure }),
    };
  }

  #isFresh(readAt: number, count: number): boolean {
    const freshMs = this.#source.freshMs?.(count);
    if (freshMs !== undefined) {
      return this.#now() - readAt < Math.min(freshMs, longestMs);
    }
    return Math.floor(readAt / minute) === Math.floor(this.#now() / minute);
  }

  #pause(key: string): AwsBackoff {
    const pause = this.#pauses.get(key) ?? new AwsBackoff(this.#now);
    this.#pauses.set(key, pause);
    return pause;
  }
}
