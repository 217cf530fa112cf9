import { randomInt } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import type { Database } from '../src/database/Database.ts';
import { anyDay, mix, type Operation, type Sample } from './mix.ts';

/** Each request has one of this many days, from the year 2000 on, in the place of `anyDay`. */
const differentDays = 20_000;
const firstDay = Date.UTC(2000, 0, 1);
const day = 24 * 60 * 60 * 1000;

const statementSchema = z.union([
  z.string().transform(text => ({ text, values: [] })),
  z.object({ text: z.string(), values: z.array(z.unknown()).default([]) }),
]);
type Statement = z.infer<typeof statementSchema>;

/** Requests in the proportions of the mix, about random samples. */
export class Workload {
  readonly #recorded: { operation: Operation; requests: Statement[][] }[] = [];

  private constructor() {}

  /** Runs each operation of the application for each sample, and keeps the statements that it sends. */
  static async record(
    database: Database,
    samples: Sample[],
  ): Promise<Workload> {
    const workload = new Workload();
    for (const operation of mix) {
      const requests: Statement[][] = [];
      for (const sample of samples) {
        if (requests.length === 0) {
          // The first run connects, which is not part of a request.
          await operation.run(database, sample);
        }
        requests.push(
          await recordStatements(() => operation.run(database, sample)),
        );
      }
      if (requests.some(statements => statements.length === 0)) {
        throw new Error(
          `"${operation.name}" of load/mix.ts sent nothing to the database: leave it out, or let it use the database it is given`,
        );
      }
      workload.#recorded.push({ operation, requests });
    }
    return workload;
  }

  /** The mix, with the number of statements of each kind of request. */
  summary(): { name: string; percent: number; statements: number }[] {
    return this.#recorded.map(({ operation: { name, percent }, requests }) => ({
      name,
      percent,
      statements: requests[0]?.length ?? 0,
    }));
  }

  next(): { operation: string; statements: Statement[] } {
    let lot = randomInt(mix.reduce((sum, { percent }) => sum + percent, 0));
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

/** Returns the statements that any client of this process sends meanwhile. */
async function recordStatements(
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { query } = pg.Client.prototype;
  // Prisma's own log has the values only as text.
  pg.Client.prototype.query = new Proxy(query, {
    apply(target, client, args) {
      statements.push(statementSchema.parse(args[0]));
      return Reflect.apply(target, client, args);
    },
  });
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
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
