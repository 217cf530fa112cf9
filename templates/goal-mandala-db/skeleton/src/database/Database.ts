import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import { AddressBook } from './AddressBook.ts';
import { AuroraPool, type AuroraPoolOptions } from './AuroraPool.ts';
import { backOff } from './backOff.ts';
import { deadline, DeadlineExceededError, withDeadline } from './deadline.ts';
import { databaseSettings } from './databaseSettings.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from './readDatabaseAddress.ts';
import { isGivenUp, transientError } from './transientErrors.ts';

/**
 * Longest time of work with all its retries if the request has no earlier deadline, in
 * milliseconds. A failover takes up to 30 s.
 */
const patienceMs = 30_000;
/**
 * No retry begins in this time before the deadline, because it would not end in time; in
 * milliseconds.
 */
const tryNeedsMs = 500;
/**
 * Prisma's own limits are this much longer than the deadline, whose errors say more; in
 * milliseconds.
 */
const afterDeadlineMs = 5_000;
/**
 * Longest time of Secrets Manager for a connection, and for an answer, before the SDK retries; in
 * milliseconds.
 */
const secretsManagerLimits = { connectionTimeout: 2_000, socketTimeout: 5_000 };
/** PostgreSQL's SQLSTATE of a write in a read-only transaction. */
const readOnly = '25006';
/**
 * Number of tries of a write while writes are stopped. The address may be another one at the second
 * try.
 */
const mostTriesOnReadOnly = 3;

/**
 * The database takes no writes, because an operator has stopped them (`npm run writes -- stop`).
 * Reads still work.
 */
export class WritesStoppedError extends Error {
  override name = 'WritesStoppedError';
}

/** Writes a line of JSON for CloudWatch Logs. It contains no parameters and no secret. */
export type DatabaseLog = (entry: {
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
  [detail: string]: unknown;
}) => void;

export interface DatabaseOptions extends Omit<
  AuroraPoolOptions,
  'addresses' | 'onRetry'
> {
  /**
   * Reads the address, at the first use and then once a minute. By default, the variables of
   * `databaseSettings` name it.
   */
  readAddress?: () => Promise<DatabaseAddress>;
  log?: DatabaseLog;
}

/**
 * The database of this function instance: one pool and one Prisma client, kept between invocations.
 * It connects at the first use.
 *
 * Transient errors are retried with exponential backoff and full jitter: connecting, reads, and
 * transactions that were surely rolled back; other writes only if the caller says `idempotent`.
 */
export class Database {
  readonly #pool: AuroraPool;
  readonly #prisma: PrismaClient<'query' | 'warn'>;
  readonly #log: DatabaseLog;

  constructor({
    readAddress = addressOfEnvironment(),
    log = writeLine,
    ...pool
  }: DatabaseOptions = {}) {
    this.#log = log;
    const addresses = new AddressBook(readAddress, error =>
      log({
        level: 'warn',
        message:
          "The database's address can't be read again; it stays as it was",
        reason: String(error),
      }),
    );
    this.#pool = new AuroraPool({
      ...pool,
      addresses,
      onRetry: retry => this.#tellRetry(retry),
    });
    this.#prisma = new PrismaClient({
      adapter: new PrismaPg(this.#pool, { disposeExternalPool: true }),
      log: [
        { emit: 'event', level: 'query' },
        { emit: 'event', level: 'warn' },
      ],
    });
    // Prisma's events also have the parameters, which are users' data and are not logged.
    this.#prisma.$on('query', ({ query, duration }) =>
      log({ level: 'debug', message: query, durationMs: duration }),
    );
    this.#prisma.$on('warn', ({ message }) => log({ level: 'warn', message }));
  }

  /**
   * Reads, and retries after every transient error.
   *
   * @param work - only reads: it may run several times
   */
  async read<Result>(
    work: (client: PrismaClient) => Promise<Result>,
  ): Promise<Result> {
    return this.#persist(
      () => work(this.#prisma),
      () => true,
    );
  }

  /**
   * Writes a single statement, which Prisma carries out whole or not at all. It is retried if it was
   * surely not carried out. If that is unknown, it is retried only if it is `idempotent`.
   *
   * @param idempotent - twice has the effect of once: an upsert, a deletion, an update to given
   *   values
   */
  async write<Result>(
    statement: (client: PrismaClient) => Promise<Result>,
    { idempotent = false } = {},
  ): Promise<Result> {
    return this.#persist(
      () => statement(this.#prisma),
      outcome => outcome === 'nothing done' || idempotent,
    );
  }

  /**
   * Does several things or none of them. A failure before the commit is retried, because nothing of
   * it is left. A commit without an answer is retried only if the whole is `idempotent`.
   *
   * @param work - may run several times; it uses the client it is given and nothing else that lasts
   */
  async transaction<Result>(
    work: (client: Prisma.TransactionClient) => Promise<Result>,
    {
      idempotent = false,
      ...options
    }: {
      idempotent?: boolean;
      isolationLevel?: Prisma.TransactionIsolationLevel;
    } = {},
  ): Promise<Result> {
    let committing = false;
    return this.#persist(
      () => {
        committing = false;
        return this.#prisma.$transaction(
          async client => {
            const result = await work(client);
            committing = true;
            return result;
          },
          {
            maxWait: deadline() - Date.now() + afterDeadlineMs,
            timeout: deadline() - Date.now() + afterDeadlineMs,
            ...options,
          },
        );
      },
      outcome => !committing || outcome === 'nothing done' || idempotent,
    );
  }

  /** Closes all connections after their present use. */
  async close(): Promise<void> {
    await this.#prisma.$disconnect();
  }

  async #persist<Result>(
    attemptIt: () => Promise<Result>,
    mayRepeat: (outcome: 'nothing done' | 'unknown') => boolean,
  ): Promise<Result> {
    return withDeadline(patienceMs, async () => {
      const until = deadline() - tryNeedsMs;
      let triesOnReadOnly = 0;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await attemptIt();
        } catch (error) {
          const transient = transientError(error);
          if (transient?.code === readOnly && !(await this.#isOnReader())) {
            triesOnReadOnly += 1;
            if (triesOnReadOnly === mostTriesOnReadOnly) {
              throw new WritesStoppedError(
                'The database is read-only: an operator has stopped writes to it',
                { cause: error },
              );
            }
          }
          if (
            !transient ||
            !mayRepeat(transient.outcome) ||
            !(await backOff(attempt, until))
          ) {
            throw isGivenUp(error)
              ? new DeadlineExceededError(
                  'The database did not answer in time; what was asked of it is ended',
                  { cause: error },
                )
              : error;
          }
          if (transient.code === readOnly) {
            await this.#pool.retire();
          }
          this.#tellRetry({ code: transient.code, attempt });
        }
      }
    });
  }

  /**
   * Whether connections lead to a server that can't write, as in a failover; one that only may not
   * is told from it by this.
   */
  async #isOnReader(): Promise<boolean> {
    return this.#pool
      .query<{ reader: boolean }>('SELECT pg_is_in_recovery() AS reader')
      .then(
        ({ rows: [row] }) => row?.reader ?? true,
        () => true,
      );
  }

  #tellRetry({ code, attempt }: { code: string; attempt: number }): void {
    this.#log({
      level: 'warn',
      message: `The database is tried again after ${code}`,
      code,
      attempt,
    });
  }
}

function addressOfEnvironment(): () => Promise<DatabaseAddress> {
  const settings = databaseSettings();
  const secretsManager = new SecretsManagerClient({
    requestHandler: secretsManagerLimits,
  });
  return () => readDatabaseAddress(settings, secretsManager);
}

function writeLine(entry: Parameters<DatabaseLog>[0]): void {
  if (entry.level !== 'debug' || process.env.LOG_LEVEL === 'debug') {
    process.stdout.write(`${JSON.stringify(entry)}\n`);
  }
}
