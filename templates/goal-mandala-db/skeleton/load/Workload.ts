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
    let statements: Statement[] = [];
    const { query } = pg.Client.prototype;
    // Prisma's own log has the values only as text.
    pg.Client.prototype.query = new Proxy(query, {
      apply(target, client, args) {
        statements.push(statementSchema.parse(args[0]));
        return Reflect.apply(target, client, args);
      },
    });
    try {
      for (const operation of mix) {
        const requests: Statement[][] = [];
        // The first sample is used twice: its first run may connect, which is not part of a request.
        for (const sample of [...samples.slice(0, 1), ...samples]) {
          statements = [];
          await operation.run(database, sample);
          requests.push(statements);
        }
        workload.#recorded.push({ operation, requests: requests.slice(1) });
      }
    } finally {
      pg.Client.prototype.query = query;
    }
    return workload;
  }

  next(): { operation: string; statements: Statement[] } {
    let lot = randomInt(mix.reduce((sum, { percent }) => sum + percent, 0));
    const { operation, requests } =
      this.#recorded.find(({ operation: { percent } }) => {
        lot -= percent;
        return lot < 0;
      }) ?? {};
    const statements = requests?.[randomInt(requests.length)];
    if (!operation || !statements?.[0]) {
      throw new Error(
        `"${operation?.name}" of load/mix.ts sends nothing to the database it is given, or its percent is no whole number`,
      );
    }
    const another = new Date(firstDay + day * randomInt(differentDays))
      .toISOString()
      .slice(0, anyDay.length);
    return {
      operation: operation.name,
      statements: statements.map(({ text, values }) => ({
        text,
        values: values.map(value => (value === anyDay ? another : value)),
      })),
    };
  }
}
