import { randomInt } from 'node:crypto';
import type { Database } from '../src/database/Database.ts';
import { anyDay, mix, type Operation, type Sample } from './mix.ts';
import { recordStatements, type Statement } from './recordStatements.ts';

/** Days that stand in for `anyDay`: so many from the year 2000 on. */
const differentDays = 20_000;
const firstDay = Date.UTC(2000, 0, 1);
const day = 24 * 60 * 60 * 1000;

/** What a client sends for one request. */
export interface Request {
  operation: string;
  statements: Statement[];
}

/** Requests in the proportions of the mix, about samples drawn by lot. */
export class Workload {
  readonly #recorded: { operation: Operation; requests: Statement[][] }[];
  readonly #percents: number;

  private constructor(
    recorded: { operation: Operation; requests: Statement[][] }[],
  ) {
    this.#recorded = recorded;
    this.#percents = recorded.reduce(
      (sum, { operation }) => sum + operation.percent,
      0,
    );
  }

  /** Lets the application do each operation once for each sample, and keeps what it sends. */
  static async record(
    database: Database,
    samples: Sample[],
  ): Promise<Workload> {
    const recorded = [];
    for (const operation of mix) {
      const requests = [];
      for (const sample of samples) {
        // The first time connects, which isn't part of the request.
        if (requests.length === 0) {
          await operation.run(database, sample);
        }
        const statements = await recordStatements(() =>
          operation.run(database, sample),
        );
        if (statements.length === 0) {
          throw new Error(
            `"${operation.name}" of load/mix.ts sent nothing to the database: leave it out, or let it use the database it is given`,
          );
        }
        requests.push(statements);
      }
      recorded.push({ operation, requests });
    }
    return new Workload(recorded);
  }

  /** The mix, with how many statements a request of each kind sends. */
  summary(): { name: string; percent: number; statements: number }[] {
    return this.#recorded.map(({ operation: { name, percent }, requests }) => ({
      name,
      percent,
      statements: requests[0]?.length ?? 0,
    }));
  }

  next(): Request {
    let lot = randomInt(this.#percents);
    for (const { operation, requests } of this.#recorded) {
      if (lot < operation.percent) {
        return {
          operation: operation.name,
          statements: onAnotherDay(requests[randomInt(requests.length)] ?? []),
        };
      }
      lot -= operation.percent;
    }
    throw new Error('The percents of load/mix.ts have to be whole numbers');
  }
}

function onAnotherDay(statements: Statement[]): Statement[] {
  const another = new Date(firstDay + day * randomInt(differentDays))
    .toISOString()
    .slice(0, anyDay.length);
  return statements.map(({ text, values }) => ({
    text,
    values: values.map(value => (value === anyDay ? another : value)),
  }));
}
