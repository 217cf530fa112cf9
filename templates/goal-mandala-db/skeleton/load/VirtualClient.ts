import type { AddressBook } from '../src/database/AddressBook.ts';
import { AuroraPool } from '../src/database/AuroraPool.ts';
import { transientError } from '../src/database/transientErrors.ts';
import { pause } from './pause.ts';
import type { StepMeasures } from './StepMeasures.ts';
import type { Workload } from './Workload.ts';

/** A client waits for this time after an error, in milliseconds. */
const pauseAfterErrorMs = 1_000;

export interface VirtualClientOptions {
  addresses: AddressBook;
  database: string;
  workload: Workload;
  measures: StepMeasures;
  /** Average time between planned requests. */
  thinkMs: number;
  /** Average time that a connection is kept. */
  lifetimeMs: number;
}

/**
 * A function instance: the application's pool with one connection and one request at a time. It
 * sends the application's statements without Prisma's own work, which would load this machine.
 */
export class VirtualClient {
  readonly #options: VirtualClientOptions;
  readonly #pool: AuroraPool;
  #expiresAt = 0;

  constructor(options: VirtualClientOptions) {
    const { addresses, database, measures, lifetimeMs } = options;
    this.#options = options;
    this.#pool = new AuroraPool({
      addresses,
      database,
      max: 1,
      onRetry: ({ code }) => measures.couldNotConnect(code),
    });
    this.#pool.on('connect', () => {
      measures.connected();
      // Half to one and a half of the average, so that clients don't leave in step.
      this.#expiresAt = performance.now() + lifetimeMs * (0.5 + Math.random());
    });
    this.#pool.on('remove', () => measures.disconnected());
  }

  /** Sends requests until the signal, ends what has begun, and closes the connection. */
  async run(signal: AbortSignal): Promise<void> {
    const { thinkMs, measures } = this.#options;
    const closed = new Promise<void>((onClosed, onError) => {
      // At once, so that a client without a connection stops trying to get one.
      signal.addEventListener('abort', () =>
        this.#pool.end().then(onClosed, onError),
      );
    });
    const afterThinking = (time: number) =>
      time - thinkMs * Math.log(1 - Math.random());
    let planned = performance.now();
    while (await pause(planned - performance.now(), signal)) {
      const isDone = await this.#request(planned, signal);
      if (!isDone && signal.aborted) {
        measures.unanswered(planned);
      }
      planned = afterThinking(planned);
    }
    for (; planned < performance.now(); planned = afterThinking(planned)) {
      measures.unanswered(planned);
    }
    await closed;
  }

  /** Returns false if it failed. */
  async #request(planned: number, signal: AbortSignal): Promise<boolean> {
    const { measures, workload } = this.#options;
    const { operation, statements } = workload.next();
    try {
      const begun = performance.now();
      const isNew = this.#pool.totalCount === 0;
      const client = await this.#pool.connect();
      const sent = performance.now();
      if (isNew) {
        measures.gotConnectionIn(sent - begun);
      }
      try {
        for (const statement of statements) {
          await client.query(statement);
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
      if (!signal.aborted) {
        const code = codeOf(error);
        measures.couldNotConnect(code);
        measures.failed(code, planned);
        await pause(pauseAfterErrorMs, signal);
      }
      return false;
    }
  }
}

/** The name that an error is counted by. */
function codeOf(error: unknown): string {
  const code =
    error instanceof Error && 'code' in error ? error.code : undefined;
  return transientError(error)?.code ?? String(code ?? error);
}
