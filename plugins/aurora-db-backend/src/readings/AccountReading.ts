import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsBackoff } from './AwsBackoff';
import type { Reading } from './Reading';
import { readInCommon, type SharedCache } from './SharedCache';

type Values<V> = ReadonlyMap<string, V>;

interface Account<V> {
  known?: { value: Values<V>; readAt: number };
  reading?: Promise<void>;
  pause: AwsBackoff;
}

/** The source of an {@link AccountReading}. */
export interface AccountSource<V> {
  /** Names the source in the cache that replicas share. */
  name: string;
  /** Schema of each value in the shared cache. */
  schema: z.ZodType<V>;
  read(environment: EnvironmentConfig): Promise<Values<V>>;
}

const minute = 60_000;

/**
 * A reading of a whole account and region, at most once a minute for all viewers of all replicas.
 */
export class AccountReading<V> {
  readonly #source: AccountSource<V>;
  readonly #now: () => number;
  readonly #shared:
    { cache: SharedCache; schema: z.ZodType<Array<[string, V]>> } | undefined;
  readonly #accounts = new Map<string, Account<V>>();

  /**
   * @param options - `shared` if replicas share what they read
   */
  constructor(
    source: AccountSource<V>,
    options: { now?: () => number; shared?: SharedCache } = {},
  ) {
    this.#source = source;
    this.#now = options.now ?? Date.now;
    this.#shared = options.shared && {
      cache: options.shared,
      schema: z.array(z.tuple([z.string(), source.schema])),
    };
  }

  /** Throws an AwsUnavailableError if AWS gives no answer and no older values are known. */
  async read(environment: EnvironmentConfig): Promise<Reading<Values<V>>> {
    const { account, key } = this.#account(environment);
    const failure =
      account.known && this.#isFresh(account.known.readAt)
        ? undefined
        : await account.pause.attempt(environment, () =>
            this.#refresh(account, key, environment),
          );
    const { known } = account;
    if (!known) {
      throw failure ?? new Error('What was just read of an account is gone');
    }
    return {
      value: known.value,
      readAt: new Date(known.readAt),
      ...(failure && { failure }),
    };
  }

  #isFresh(readAt: number): boolean {
    return Math.floor(readAt / minute) === Math.floor(this.#now() / minute);
  }

  #refresh(
    account: Account<V>,
    key: string,
    environment: EnvironmentConfig,
  ): Promise<void> {
    account.reading ??= readInCommon(this.#shared, {
      key,
      ttlMs: minute,
      now: this.#now,
      isUsable: ({ readAt }) => this.#isFresh(readAt),
      read: async () => [...(await this.#source.read(environment))],
    })
      .then(({ value, readAt }) => {
        account.known = { value: new Map(value), readAt };
      })
      .finally(() => {
        account.reading = undefined;
      });
    return account.reading;
  }

  #account(environment: EnvironmentConfig): {
    account: Account<V>;
    key: string;
  } {
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([
      this.#source.name,
      accountId,
      region,
      endpoint,
    ]);
    const account = this.#accounts.get(key) ?? {
      pause: new AwsBackoff(this.#now),
    };
    this.#accounts.set(key, account);
    return { account, key };
  }
}
