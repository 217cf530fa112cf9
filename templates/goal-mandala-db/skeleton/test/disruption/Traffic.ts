import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../src/database/Database.ts';

/** How many requests of each kind are under way at a time. */
const lanes = 4;

/**
 * Reads, and appends numbered rows, as fast as a few users of an application would. The caller gives
 * each row a key, so that appending is idempotent.
 */
export class Traffic {
  readonly #database: Database;
  readonly #failures: unknown[] = [];
  readonly #running: Promise<void>[];
  #stopped = false;
  #acknowledged = 0;
  #longestMs = 0;

  /** Needs a table `traffic (id int PRIMARY KEY)`. */
  constructor(database: Database) {
    this.#database = database;
    this.#running = Array.from({ length: lanes }, (_, lane) => this.#run(lane));
  }

  /** How many rows the application was told are written. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** The longest that a request took, in milliseconds. */
  get longestMs(): number {
    return this.#longestMs;
  }

  /** Ends it. Answers what failed. */
  async stop(): Promise<unknown[]> {
    this.#stopped = true;
    await Promise.all(this.#running);
    return this.#failures;
  }

  async #run(lane: number): Promise<void> {
    for (let id = lane; !this.#stopped; id += lanes) {
      const begun = Date.now();
      try {
        await this.#database.write(
          client =>
            client.$executeRaw`INSERT INTO traffic VALUES (${id}) ON CONFLICT DO NOTHING`,
          { idempotent: true },
        );
        this.#acknowledged += 1;
        await this.#database.read(
          client => client.$queryRaw`SELECT 1 FROM traffic WHERE id = ${id}`,
        );
      } catch (error) {
        this.#failures.push(error);
      }
      this.#longestMs = Math.max(this.#longestMs, Date.now() - begun);
      await delay(10);
    }
  }
}
