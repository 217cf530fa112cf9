import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { AddressBook } from '../src/database/AddressBook.ts';
import { AuroraPool } from '../src/database/AuroraPool.ts';
import { transientError } from '../src/database/transientErrors.ts';
import type { StepMeasures } from './StepMeasures.ts';
import type { Workload } from './Workload.ts';

/** Whoever got an error tries again a moment later, in milliseconds. */
const pauseAfterErrorMs = 1_000;

/** Rows stay as they came: nobody reads them. */
const asText: pg.CustomTypesConfig = {
  getTypeParser: () => (value: unknown) => value,
};

export interface VirtualClientOptions {
  addresses: AddressBook;
  database: string;
  workload: Workload;
  measures: StepMeasures;
  /** How far apart requests are planned on average; 0: each follows the answer to the one before. */
  thinkMs: number;
  /** How long a connection is kept on average; 0: to the end. */
  lifetimeMs: number;
}

/**
 * A function instance: the application's pool with a single connection, a request at a time. It sends the statements that the application
 * sends and leaves Prisma's own work out, which would keep this machine's processor busy and not the database.
 */
export class VirtualClient {
  readonly #options: VirtualClientOptions;
  readonly #pool: AuroraPool;
  #made = 0;
  #retries = 0;
  #expiresAt = Infinity;

  constructor(options: VirtualClientOptions) {
    const { addresses, database, measures } = options;
    this.#options = options;
    this.#pool = new AuroraPool({
      addresses,
      database,
      max: 1,
      onRetry: ({ code }) => {
        this.#retries += 1;
        measures.retried(code);
      },
    });
    this.#pool.on('connect', () => {
      this.#made += 1;
      measures.connected();
    });
    this.#pool.on('remove', () => measures.disconnected());
  }

  /** Sends requests until the signal; then what was begun is ended, and the connection closed. */
  async run(signal: AbortSignal): Promise<void> {
    const { thinkMs, measures } = this.#options;
    const closed = new Promise<void>((onClosed, onError) => {
      // At once: a client that is outside must not wait to get in any more.
      signal.addEventListener('abort', () =>
        this.#pool.end().then(onClosed, onError),
      );
    });
    let planned = performance.now();
    while (await isTime(planned, signal)) {
      const isDone = await this.#request(planned, signal);
      if (!isDone && signal.aborted) {
        measures.unanswered(planned);
      }
      planned =
        thinkMs === 0
          ? performance.now()
          : planned - thinkMs * Math.log(1 - Math.random());
    }
    for (; thinkMs > 0 && planned < performance.now();) {
      measures.unanswered(planned);
      planned -= thinkMs * Math.log(1 - Math.random());
    }
    await closed;
  }

  /** Returns false where it failed. */
  async #request(planned: number, signal: AbortSignal): Promise<boolean> {
    const { measures, workload } = this.#options;
    const { operation, statements } = workload.next();
    try {
      const client = await this.#connect();
      const sent = performance.now();
      try {
        for (const statement of statements) {
          await client.query({ ...statement, rowMode: 'array', types: asText });
        }
      } catch (error) {
        client.release(true);
        throw error;
      }
      const done = performance.now();
      client.release(done > this.#expiresAt);
      measures.answered(operation, { planned, sent, done });
      return true;
    } catch (error) {
      if (signal.aborted) {
        if (this.#retries > 0) {
          measures.leftOutside();
        }
        return false;
      }
      measures.failed(codeOf(error), planned);
      await isTime(performance.now() + pauseAfterErrorMs, signal);
      return false;
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    const { measures, lifetimeMs } = this.#options;
    const begun = performance.now();
    const made = this.#made;
    this.#retries = 0;
    const client = await this.#pool.connect();
    if (this.#made > made) {
      const now = performance.now();
      measures.gotIn(now - begun, { refused: this.#retries > 0 });
      // Anything from half to one and a half of it, so that clients don't leave in step.
      this.#expiresAt =
        lifetimeMs === 0 ? Infinity : now + lifetimeMs * (0.5 + Math.random());
    }
    this.#retries = 0;
    return client;
  }
}

/** Waits for a time of `performance.now()`. Returns false where the signal came first. */
async function isTime(time: number, signal: AbortSignal): Promise<boolean> {
  const wait = time - performance.now();
  if (wait > 0 && !signal.aborted) {
    await delay(wait, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) {
        throw error;
      }
    });
  }
  return !signal.aborted;
}

/** What an error is counted as. */
function codeOf(error: unknown): string {
  const known = transientError(error)?.code;
  if (known !== undefined) {
    return known;
  }
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : String(error);
}
