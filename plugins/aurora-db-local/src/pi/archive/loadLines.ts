import { z } from 'zod';
import {
  type LoadKey,
  type LoadRecord,
  sampledCounters,
  type Statement,
  type StatementText,
} from '../LoadRecord';

const statementSchema = z.object({
  id: z.string(),
  dbId: z.string(),
  text: z.string(),
});

const textSchema = z.object({ id: z.string(), text: z.string() });

const keySchema = z.object({
  waitType: z.string(),
  wait: z.string(),
  sessionType: z.string().optional(),
  database: z.string().optional(),
  userId: z.string().optional(),
  user: z.string().optional(),
  application: z.string().optional(),
  host: z.string().optional(),
  /** Numbers of earlier lines. */
  statement: z.int().optional(),
  sql: z.int().optional(),
});

/** A value that did not change during the minute, or sum, minimum and maximum. */
const counterSchema = z.union([
  z.number(),
  z.tuple([z.number(), z.number(), z.number()]),
]);

const minuteSchema = z.object({
  minute: z.number(),
  samples: z.int(),
  /** Numbers of keys, each followed by its sessions. */
  load: z.array(z.number()),
  counters: z.partialRecord(z.enum(sampledCounters), counterSchema),
  statisticsSeconds: z.number().optional(),
  /** Numbers of statements with their counters. */
  statistics: z.array(z.tuple([z.int(), z.array(z.number())])).optional(),
});

/**
 * A line gives a number to a statement, a text or a key for later lines of the same file, or has
 * the load of a minute. A later line with the same number replaces the earlier one.
 */
const lineSchema = z.union([
  minuteSchema,
  z.object({ key: z.int(), is: keySchema }),
  z.object({ statement: z.int(), is: statementSchema }),
  z.object({ sql: z.int(), is: textSchema }),
]);

/** Turns records into lines. It numbers what it has not written to the file before. */
export class LoadLines {
  readonly #statements = new Map<string, { number: number; text: string }>();
  readonly #texts = new Map<string, number>();
  readonly #keys = new Map<string, number>();
  #lines: string[] = [];

  render(records: readonly LoadRecord[]): string {
    this.#lines = [];
    for (const record of records) {
      const minute: z.infer<typeof minuteSchema> = {
        minute: record.at,
        samples: record.samples,
        load: record.load.flatMap(({ key, sessions }) => [
          this.#key(key),
          sessions,
        ]),
        counters: Object.fromEntries(
          sampledCounters.flatMap(name => {
            const values = record.counters[name];
            if (!values) {
              return [];
            }
            const { sum, minimum, maximum } = values;
            return [
              [
                name,
                minimum === maximum ? minimum : [sum, minimum, maximum],
              ] as const,
            ];
          }),
        ),
        ...(record.statisticsSeconds > 0 && {
          statisticsSeconds: record.statisticsSeconds,
          statistics: record.statistics.map(({ statement, counters }) => [
            this.#statement(statement),
            counters.map(value => Number(value.toFixed(3))),
          ]),
        }),
      };
      this.#lines.push(JSON.stringify(minute));
    }
    return `${this.#lines.join('\n')}\n`;
  }

  #key({ statement, sql, ...rest }: LoadKey): number {
    const key: z.infer<typeof keySchema> = {
      ...rest,
      statement: statement && this.#statement(statement),
      sql: sql && this.#text(sql),
    };
    return this.#numbered(this.#keys, JSON.stringify(key), number => ({
      key: number,
      is: key,
    }));
  }

  #statement(statement: Statement): number {
    const { id, dbId, text } = statement;
    const known = this.#statements.get(id);
    if (known?.text === text) {
      return known.number;
    }
    const number = known?.number ?? this.#statements.size;
    this.#statements.set(id, { number, text });
    this.#lines.push(
      JSON.stringify({ statement: number, is: { id, dbId, text } }),
    );
    return number;
  }

  #text(sql: StatementText): number {
    return this.#numbered(this.#texts, sql.id, number => ({
      sql: number,
      is: sql,
    }));
  }

  #numbered(
    numbers: Map<string, number>,
    name: string,
    line: (number: number) => object,
  ): number {
    const known = numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    const number = numbers.size;
    numbers.set(name, number);
    this.#lines.push(JSON.stringify(line(number)));
    return number;
  }
}

/** Turns the lines of a file back into records. */
export class LoadLinesReader {
  /** Lines that a kill truncated. */
  unreadable = 0;
  readonly #statements = new Map<number, Statement>();
  readonly #texts = new Map<number, StatementText>();
  readonly #keys = new Map<number, LoadKey>();

  /** Undefined for a line that only gives a number. */
  read(text: string): LoadRecord | undefined {
    const line = parseLine(text);
    if (!line) {
      this.unreadable += 1;
    } else if ('minute' in line) {
      return this.#recordOf(line);
    } else if ('statement' in line) {
      const before = this.#statements.get(line.statement);
      if (before?.id === line.is.id) {
        // Earlier keys have the better text too.
        before.text = line.is.text;
      } else {
        this.#statements.set(line.statement, line.is);
      }
    } else if ('sql' in line) {
      this.#texts.set(line.sql, line.is);
    } else {
      const { statement, sql, ...rest } = line.is;
      this.#keys.set(line.key, {
        ...rest,
        statement:
          statement === undefined ? undefined : this.#statements.get(statement),
        sql: sql === undefined ? undefined : this.#texts.get(sql),
      });
    }
    return undefined;
  }

  #recordOf(line: z.infer<typeof minuteSchema>): LoadRecord {
    const load = [];
    for (let index = 0; index < line.load.length; index += 2) {
      const key = this.#keys.get(line.load[index] ?? -1);
      if (key) {
        load.push({ key, sessions: line.load[index + 1] ?? 0 });
      }
    }
    const { samples } = line;
    return {
      at: line.minute,
      samples,
      load,
      counters: Object.fromEntries(
        Object.entries(line.counters).map(([name, value]) => [
          name,
          typeof value === 'number'
            ? { sum: value * samples, minimum: value, maximum: value }
            : { sum: value[0], minimum: value[1], maximum: value[2] },
        ]),
      ),
      statisticsSeconds: line.statisticsSeconds ?? 0,
      statistics: (line.statistics ?? []).flatMap(([number, counters]) => {
        const statement = this.#statements.get(number);
        return statement ? [{ statement, counters }] : [];
      }),
    };
  }
}

function parseLine(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
