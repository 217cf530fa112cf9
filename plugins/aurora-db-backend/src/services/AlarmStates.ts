import type { EnvironmentConfig } from '../config/readConfig';
import type { AlarmReader, AlarmReport } from './AlarmReader';
import { FailurePause } from './FailurePause';
import type { Reading } from './Reading';

type Reports = Map<string, AlarmReport>;

interface Account {
  known?: { reports: Reports; readAt: number };
  reading?: Promise<void>;
  pause: FailurePause;
}

const minute = 60_000;

/** The alarms of each account that aren't OK, read once a minute for all viewers, while somebody looks. */
export class AlarmStates {
  readonly #reader: AlarmReader;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();

  constructor(reader: AlarmReader, now: () => number = Date.now) {
    this.#reader = reader;
    this.#now = now;
  }

  /** By alarm name. Throws an AwsUnavailableError when CloudWatch gives no answer and nothing was read before. */
  async read(environment: EnvironmentConfig): Promise<Reading<Reports>> {
    const account = this.#account(environment);
    const failure = this.#isFresh(account)
      ? undefined
      : await account.pause.attempt(() => this.#refresh(account, environment));
    const { known } = account;
    if (!known) {
      throw failure ?? new Error('Alarm states that were just read are gone');
    }
    return {
      value: known.reports,
      readAt: new Date(known.readAt),
      ...(failure && { failure }),
    };
  }

  #isFresh({ known }: Account): boolean {
    return (
      known !== undefined &&
      Math.floor(known.readAt / minute) === Math.floor(this.#now() / minute)
    );
  }

  #refresh(account: Account, environment: EnvironmentConfig): Promise<void> {
    account.reading ??= this.#reader
      .listNotOk(environment)
      .then(reports => {
        account.known = { reports, readAt: this.#now() };
      })
      .finally(() => {
        account.reading = undefined;
      });
    return account.reading;
  }

  #account(environment: EnvironmentConfig): Account {
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([accountId, region, endpoint]);
    const account = this.#accounts.get(key) ?? {
      pause: new FailurePause(this.#now),
    };
    this.#accounts.set(key, account);
    return account;
  }
}
