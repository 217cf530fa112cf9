import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../store/writeFileAtomically';
import { merged, type StatisticSet } from './Datapoint';
import { retentionMs } from './DatapointSeries';
import { dimensionSchema } from './Metric';
import {
  type MetricSource,
  type PendingValues,
  sourceKey,
} from './MetricStore';

const dayMs = 24 * 60 * 60_000;
const fiveMinutesMs = 5 * 60_000;

const sourceSchema = z.object({
  accountId: z.string(),
  region: z.string(),
  namespace: z.string(),
  metricName: z.string(),
  unit: z.string(),
  views: z.array(z.array(dimensionSchema)),
});

/** `[source, value]` for a single value, otherwise `[source, count, sum, minimum, maximum]`. */
const pointSchema = z.union([
  z.tuple([z.int(), z.number()]),
  z.tuple([z.int(), z.number(), z.number(), z.number(), z.number()]),
]);

/**
 * A line assigns a number to a source for later lines of the same file, or contains the values of
 * one minute.
 */
const lineSchema = z.union([
  z.object({ source: z.int(), is: sourceSchema }),
  z.object({ minute: z.number(), points: z.array(pointSchema) }),
]);

/**
 * The datapoints on disk: one file for each day (UTC) in `<stateDirectory>/cloudwatch`. Files are
 * only appended to, so that a kill loses at most the line being written. Values of the same minute
 * add up. Days before yesterday are rewritten in periods of five minutes.
 */
export class MetricArchive {
  static async open(
    stateDirectory: string,
    log: (message: string) => void,
  ): Promise<MetricArchive> {
    const folder = join(stateDirectory, 'cloudwatch');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new MetricArchive(folder, log);
  }

  readonly #folder: string;
  readonly #log: (message: string) => void;
  /** The numbers of the sources in today's file. */
  #numbers = new Map<string, number>();
  #file = '';

  private constructor(folder: string, log: (message: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Returns every value on disk within the retention, the oldest day first. */
  async load(
    now: number,
    restore: (source: MetricSource, minute: number, set: StatisticSet) => void,
  ): Promise<void> {
    await this.age(now);
    for (const name of await this.#files()) {
      if (dayOf(name) + dayMs > now - retentionMs) {
        for (const { source, minute, set } of await this.#read(name)) {
          restore(source, minute, set);
        }
      }
    }
  }

  /**
   * Appends values to the file of the day of `now`. They are in the file when the promise resolves.
   */
  async append(values: readonly PendingValues[], now: number): Promise<void> {
    if (values.length === 0) {
      return;
    }
    const name = fileOf(now, 'minutes');
    if (name !== this.#file) {
      this.#file = name;
      this.#numbers = new Map();
    }
    try {
      // A line that a kill truncated must not absorb this one.
      await appendFile(join(this.#folder, name), `\n${this.#render(values)}`, {
        mode: 0o600,
      });
    } catch (error) {
      // The numbered sources are unknown after a failure, so the next write numbers them again.
      this.#file = '';
      throw error;
    }
  }

  /**
   * Rewrites days before yesterday in periods of five minutes, and removes files older than the
   * retention.
   */
  async age(now: number): Promise<void> {
    for (const name of await this.#files()) {
      const day = dayOf(name);
      const compact = fileOf(day, 'five-minutes');
      if (day + dayMs <= now - retentionMs) {
        await rm(join(this.#folder, name), { force: true });
      } else if (name !== compact && day < startOfDay(now) - dayMs) {
        // After a kill between the two steps both files exist, and the next run repeats them.
        await writeFileAtomically(
          join(this.#folder, compact),
          this.#renderCompact(await this.#read(name)),
        );
        await rm(join(this.#folder, name), { force: true });
      }
    }
  }

  async clear(): Promise<void> {
    this.#file = '';
    for (const name of await this.#files()) {
      await rm(join(this.#folder, name), { force: true });
    }
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names
      .filter(name =>
        /^\d{4}-\d\d-\d\d\.(minutes|five-minutes)\.ndjson$/.test(name),
      )
      .sort();
  }

  async #read(name: string): Promise<PendingValues[]> {
    const sources = new Map<number, MetricSource>();
    const values: PendingValues[] = [];
    let unreadable = 0;
    for (const text of (await readFile(join(this.#folder, name), 'utf8')).split(
      '\n',
    )) {
      if (text !== '') {
        const line = parseLine(text);
        if (!line) {
          unreadable++;
        } else if ('source' in line) {
          sources.set(line.source, line.is);
        } else {
          for (const point of line.points) {
            const source = sources.get(point[0]);
            if (source) {
              values.push({ source, minute: line.minute, set: setOf(point) });
            }
          }
        }
      }
    }
    if (unreadable > 0) {
      this.#log(
        `CloudWatch: ${unreadable} unreadable line(s) in ${name}, possibly truncated by a kill. Their minutes have no data.`,
      );
    }
    return values;
  }

  #render(values: readonly PendingValues[]): string {
    const lines: string[] = [];
    const minutes = new Map<number, string[]>();
    for (const { source, minute, set } of values) {
      const key = sourceKey(source);
      let number = this.#numbers.get(key);
      if (number === undefined) {
        number = this.#numbers.size;
        this.#numbers.set(key, number);
        lines.push(
          JSON.stringify({ source: number, is: sourceSchema.parse(source) }),
        );
      }
      const points = minutes.get(minute) ?? [];
      points.push(JSON.stringify(pointOf(number, set)));
      minutes.set(minute, points);
    }
    for (const [minute, points] of minutes) {
      lines.push(`{"minute":${minute},"points":[${points.join(',')}]}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #renderCompact(values: readonly PendingValues[]): string {
    const folded = new Map<string, PendingValues>();
    for (const { source, minute, set } of values) {
      const start = Math.floor(minute / fiveMinutesMs) * fiveMinutesMs;
      const key = `${start} ${sourceKey(source)}`;
      const before = folded.get(key);
      folded.set(key, {
        source,
        minute: start,
        set: before ? merged(before.set, set) : set,
      });
    }
    const numbers = this.#numbers;
    this.#numbers = new Map();
    const text = this.#render(Array.from(folded.values()));
    this.#numbers = numbers;
    return text;
  }
}

function parseLine(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function pointOf(
  source: number,
  { count, sum, minimum, maximum }: StatisticSet,
): z.infer<typeof pointSchema> {
  return count === 1 ? [source, sum] : [source, count, sum, minimum, maximum];
}

function setOf(point: z.infer<typeof pointSchema>): StatisticSet {
  return point.length === 2
    ? { count: 1, sum: point[1], minimum: point[1], maximum: point[1] }
    : { count: point[1], sum: point[2], minimum: point[3], maximum: point[4] };
}

function startOfDay(timestamp: number): number {
  return Math.floor(timestamp / dayMs) * dayMs;
}

function fileOf(
  timestamp: number,
  resolution: 'minutes' | 'five-minutes',
): string {
  return `${new Date(timestamp).toISOString().slice(0, 10)}.${resolution}.ndjson`;
}

function dayOf(name: string): number {
  return Date.parse(name.slice(0, 10));
}
