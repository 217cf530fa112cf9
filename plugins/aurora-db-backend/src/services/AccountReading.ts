import type { EnvironmentConfig } from '../config/readConfig';
import { FailurePause } from './FailurePause';
import type { Reading } from './Reading';

interface Account<T> {
  known?: { value: T; readAt: number };
  reading?: Promise<void>;
  pause: FailurePause;
}

const minute = 60_000;

/** Something of a whole account and region, read once a minute for all viewers, while somebody looks. */
export class AccountReading<T> {
  readonly #read: (environment: EnvironmentConfig) => Promise<T>;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account<T>>();

  constructor(
    read: (environment: EnvironmentConfig) => Promise<T>,
    now: () => number = Date.now,
  ) {
    this.#read = read;
    this.#now = now;
  }

  /** Throws an AwsUnavailableError when AWS gives no answer and nothing was read before. */
  async read(environment: EnvironmentConfig): Promise<Reading<T>> {
    const account = this.#account(environment);
    const failure = this.#isFresh(account)
      ? undefined
      : await account.pause.attempt(() => this.#refresh(account, environment));
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

  #isFresh({ known }: Account<T>): boolean {
    return (
      known !== undefined &&
      Math.floor(known.readAt / minute) === Math.floor(this.#now() / minute)
    );
  }

  #refresh(account: Account<T>, environment: EnvironmentConfig): Promise<void> {
    account.reading ??= this.#read(environment)
      .then(value => {
        account.known = { value, readAt: this.#now() };
      })
      .finally(() => {
        account.reading = undefined;
      });
    return account.reading;
  }

  #account(environment: EnvironmentConfig): Account<T> {
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([accountId, region, endpoint]);
    const account = this.#accounts.get(key) ?? {
      pause: new FailurePause(this.#now),
    };
    this.#accounts.set(key, account);
    return account;
  }
}
