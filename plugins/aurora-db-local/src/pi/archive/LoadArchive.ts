import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoadRecord } from '../LoadRecord';
import { LoadLines, LoadLinesReader } from './loadLines';

export const dayMs = 24 * 60 * 60_000;

interface OpenFile {
  name: string;
  lines: LoadLines;
}

/**
 * The load of instances on disk: a file for each day (UTC) in
 * `<stateDirectory>/performance-insights/<DbiResourceId>`. Files are only appended to, so that a
 * kill loses at most the line being written. Records of the same minute add up.
 */
export class LoadArchive {
  static async open(
    stateDirectory: string,
    log: (message: string) => void,
  ): Promise<LoadArchive> {
    const folder = join(stateDirectory, 'performance-insights');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new LoadArchive(folder, log);
  }

  readonly #folder: string;
  readonly #log: (message: string) => void;
  /** By resource id: the file of today, which has the numbers of its earlier lines. */
  readonly #files = new Map<string, OpenFile>();

  private constructor(folder: string, log: (message: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** The records are in their file when the promise resolves. They are of the same day. */
  async append(
    resourceId: string,
    records: readonly LoadRecord[],
  ): Promise<void> {
    const [first] = records;
    if (!first) {
      return;
    }
    const name = fileOf(first.at);
    const open = this.#files.get(resourceId);
    // A restart numbers again, in the same file.
    const file = open?.name === name ? open : { name, lines: new LoadLines() };
    this.#files.set(resourceId, file);
    try {
      await mkdir(join(this.#folder, resourceId), {
        recursive: true,
        mode: 0o700,
      });
      // A line that a kill truncated must not absorb this one.
      await appendFile(
        join(this.#folder, resourceId, name),
        `\n${file.lines.render(records)}`,
        { mode: 0o600 },
      );
    } catch (error) {
      // The numbered lines are unknown after a failure, so the next write numbers them again.
      this.#files.delete(resourceId);
      throw error;
    }
  }

  /** Records of minutes from `start` on and before `end`, the earliest day first. */
  async *read(
    resourceId: string,
    start: number,
    end: number,
  ): AsyncGenerator<LoadRecord> {
    for (const name of await this.#names(resourceId)) {
      const day = dayOf(name);
      if (day + dayMs > start && day < end) {
        for await (const record of this.#records(resourceId, name)) {
          if (record.at >= start && record.at < end) {
            yield record;
          }
        }
      }
    }
  }

  /** Removes the days that ended before `oldest`. */
  async age(resourceId: string, oldest: number): Promise<void> {
    for (const name of await this.#names(resourceId)) {
      if (dayOf(name) + dayMs <= oldest) {
        await rm(join(this.#folder, resourceId, name), { force: true });
      }
    }
  }

  /** Resource ids of the instances that have data. */
  list(): Promise<string[]> {
    return readdir(this.#folder);
  }

  async delete(resourceId: string): Promise<void> {
    this.#files.delete(resourceId);
    await rm(join(this.#folder, resourceId), { recursive: true, force: true });
  }

  async #names(resourceId: string): Promise<string[]> {
    const folder = join(this.#folder, resourceId);
    const names = existsSync(folder) ? await readdir(folder) : [];
    return names.filter(name => /^\d{4}-\d\d-\d\d\.ndjson$/.test(name)).sort();
  }

  async *#records(
    resourceId: string,
    name: string,
  ): AsyncGenerator<LoadRecord> {
    const reader = new LoadLinesReader();
    const lines = createInterface({
      input: createReadStream(join(this.#folder, resourceId, name), 'utf8'),
      crlfDelay: Infinity,
    });
    for await (const line of lines) {
      const record = line === '' ? undefined : reader.read(line);
      if (record) {
        yield record;
      }
    }
    if (reader.unreadable > 0) {
      this.#log(
        `Performance Insights: ${reader.unreadable} unreadable line(s) in ${resourceId}/${name}, possibly truncated by a kill. Their minutes have no data.`,
      );
    }
  }
}

function fileOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)}.ndjson`;
}

function dayOf(name: string): number {
  return Date.parse(name.slice(0, 10));
}
