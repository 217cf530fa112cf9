import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../../processes/errorCodeOf';
import type { PostgresServer } from '../PostgresServer';
import { copyServerFile, makeServerFolder } from './ServerFiles';

const segmentName = /^[0-9A-F]{24}$/;

/** Which WAL is wanted, by segments: file names such as `000000010000000000000004`. */
export interface WalRange {
  /** The data folder of the server that wrote it: it has what isn't archived yet. */
  live: string;
  first: string;
  /** All that there is where absent. */
  last?: string;
}

/**
 * A cluster's archived write-ahead log, on all of its timelines. The writer fills it (`basic_archive`), a segment at a time, and
 * keeps a segment until it is archived. So archive and data folder together always hold everything from the oldest base backup
 * to the last commit, and no segment needs to be switched just because time passes.
 */
export class WalArchive {
  constructor(readonly directory: string) {}

  /** Makes the folder, unless it is there. */
  async prepare(): Promise<void> {
    await makeServerFolder(this.directory);
    for (const name of await readdir(this.directory)) {
      // What a server that was killed while it archived has left.
      if (name.startsWith('archtemp.') || name.endsWith('.unfinished')) {
        await rm(join(this.directory, name), { force: true });
      }
    }
  }

  /**
   * Has the writer end its segment under way with a commit, so that a recovery to any time before now finds one that is later:
   * PostgreSQL fails a recovery that ends before its target.
   *
   * @returns the segment's name; undefined where the writer doesn't run
   */
  async closeSegment(writer: PostgresServer): Promise<string | undefined> {
    if (!writer.isRunning) {
      return undefined;
    }
    const session = await writer.connect('postgres', { queryTimeoutMs: 0 });
    try {
      await session.query('SELECT pg_sleep(0.01), pg_current_xact_id()');
      const { rows } = await session.query<{ last: string }>(
        'SELECT pg_walfile_name(pg_switch_wal()) AS last',
      );
      return rows[0]?.last;
    } finally {
      await session.end();
    }
  }

  /** Copies segments, and the histories of timelines, into a `pg_wal` folder. */
  async copyTo(target: string, range: WalRange): Promise<void> {
    const live = join(range.live, 'pg_wal');
    const names = new Set([
      ...(await readdir(this.directory)),
      ...(await readdir(live)),
    ]);
    const wanted = [...names].filter(
      name =>
        name.endsWith('.history') ||
        (segmentName.test(name) &&
          positionOf(name) >= positionOf(range.first) &&
          (range.last === undefined ||
            positionOf(name) <= positionOf(range.last))),
    );
    for (const name of wanted) {
      await this.#copy(live, target, name);
    }
  }

  async #copy(live: string, target: string, name: string): Promise<void> {
    const archived = join(this.directory, name);
    const copy = join(target, name);
    if (!existsSync(archived)) {
      try {
        await copyServerFile(join(live, name), copy);
      } catch (error) {
        if (errorCodeOf(error) !== 'ENOENT' || !existsSync(archived)) {
          throw error;
        }
      }
    }
    // Once it is archived the server may use the file anew, perhaps while it was copied: the archived one is right.
    if (existsSync(archived)) {
      await copyServerFile(archived, copy);
    }
  }

  /** Takes over what a server that has ended left unarchived. */
  async takeRest(live: string): Promise<void> {
    const folder = join(live, 'pg_wal');
    for (const status of await readdir(join(folder, 'archive_status'))) {
      const name = status.replace(/\.ready$/, '');
      const archived = join(this.directory, name);
      if (name !== status && !existsSync(archived)) {
        await copyServerFile(join(folder, name), `${archived}.unfinished`);
        await rename(`${archived}.unfinished`, archived);
      }
    }
  }

  /** Deletes the segments before one; histories stay, they are small and needed. */
  async prune(first: string): Promise<void> {
    for (const name of await readdir(this.directory)) {
      const segment = name.slice(0, 24);
      if (
        segmentName.test(segment) &&
        positionOf(segment) < positionOf(first)
      ) {
        await rm(join(this.directory, name), { force: true });
      }
    }
  }
}

/** Where a segment is in the log, whatever its timeline. */
function positionOf(segment: string): string {
  return segment.slice(8);
}
