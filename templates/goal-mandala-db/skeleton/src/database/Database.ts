import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import { AddressBook } from './AddressBook.ts';
import { AuroraPool, type AuroraPoolOptions } from './AuroraPool.ts';
import { backOff } from './backOff.ts';
import { databaseSettings } from './databaseSettings.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from './readDatabaseAddress.ts';
import { transientError } from './transientErrors.ts';

/** How long reads and repeatable writes go on trying, in milliseconds: a failover takes up to half a minute. */
const patienceMs = 30_000;
/** PostgreSQL's SQLSTATE of a write on a reader. */
const readOnly = '25006';

/** What the database has to tell: a line of JSON for CloudWatch Logs. It holds no parameters and no secret. */
export type DatabaseLog = (entry: {
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
  [detail: string]: unknown;
}) => void;

export interface DatabaseOptions extends Omit<
  AuroraPoolOptions,
  'addresses' | 'onRetry'
> {
  /** Where the database is: asked at the first use, and then once a minute. By default what the environment says; see `databaseSettings`. */
  readAddress?: () => Promise<DatabaseAddress>;
  log?: DatabaseLog;
}

/**
 * The database of this function instance: one pool, one Prisma client, kept from one invocation to the next. It connects at the first use.
 *
 * What passes by itself is tried again with exponential backoff and full jitter: the way to a connection always, reads and transactions that
 * were surely rolled back too, other writes only where the caller says that doing them twice is doing them once.
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
    // Prisma's events have the parameters too, which are the users' data: they stay out.
    this.#prisma.$on('query', ({ query, duration }) =>
      log({ level: 'debug', message: query, durationMs: duration }),
    );
    this.#prisma.$on('warn', ({ message }) => log({ level: 'warn', message }));
  }

  /**
   * Reads. Tried again after every transient failure.
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
   * Writes a single statement, which Prisma carries out whole or not at all. Tried again where it was surely not carried out; where that isn't
   * known, only if it is `idempotent`.
   *
   * @param idempotent - doing it twice is the same as doing it once: an upsert, a deletion, an update to given values
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
   * Does several things or none of them. Tried again whenever it failed before its commit, as nothing of it is left then; a commit whose answer
   * was lost only if the whole is `idempotent`.
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
          { maxWait: patienceMs, timeout: patienceMs, ...options },
        );
      },
      outcome => !committing || outcome === 'nothing done' || idempotent,
    );
  }

  /** Closes all connections once what uses them is done. */
  async close(): Promise<void> {
    await this.#prisma.$disconnect();
  }

  async #persist<Result>(
    attemptIt: () => Promise<Result>,
    mayRepeat: (outcome: 'nothing done' | 'unknown') => boolean,
  ): Promise<Result> {
    const until = Date.now() + patienceMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await attemptIt();
      } catch (error) {
        const transient = transientError(error);
        if (
          !transient ||
          !mayRepeat(transient.outcome) ||
          !(await backOff(attempt, until))
        ) {
          throw error;
        }
        if (transient.code === readOnly) {
          await this.#pool.retire();
        }
        this.#tellRetry({ code: transient.code, attempt });
      }
    }
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
  const secretsManager = new SecretsManagerClient();
  return () => readDatabaseAddress(settings, secretsManager);
}

function writeLine(entry: Parameters<DatabaseLog>[0]): void {
  if (entry.level !== 'debug' || process.env.LOG_LEVEL === 'debug') {
    process.stdout.write(`${JSON.stringify(entry)}\n`);
  }
}
