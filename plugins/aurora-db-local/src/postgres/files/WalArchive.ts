import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../../processes/errorCodeOf';
import type { PostgresServer } from '../PostgresServer';
import { administrationDatabase } from '../serverSettings';
import { copyServerFile, makeServerFolder } from './ServerFiles';

const segmentName = /^[0-9A-F]{24}$/;

/** A range of WAL segments, by file names such as `000000010000000000000004`. */
export interface WalRange {
  /**
   * The data folder of the server that wrote the WAL. It has the segments that are not archived
   * yet.
   */
  live: string;
  first: string;
  /** Absent: all existing segments. */
  last?: string;
}

/**
 * A cluster's archived write-ahead log, on all of its timelines. The writer archives it with
 * `basic_archive`, one segment at a time, and keeps each segment until it is archived. Archive and
 * data folder together therefore always contain everything from the oldest base backup to the last
 * commit, and no segment must be switched by time.
 */
export class WalArchive {
  constructor(readonly directory: string) {}

  /** Creates the folder if it does not exist. */
  async prepare(): Promise<void> {
    await makeServerFolder(this.directory);
    for (const name of await readdir(this.directory)) {
      // Left by a server that was killed while it archived.
      if (name.startsWith('archtemp.') || name.endsWith('.unfinished')) {
        await rm(join(this.directory, name), { force: true });
      }
    }
  }

  /**
   * Makes the writer end its current segment with a commit. A recovery to any time before now then
   * finds a later commit: PostgreSQL fails a recovery that ends before its target.
   *
   * @returns the segment's name; undefined if the writer is not running
   */
  async closeSegment(writer: PostgresServer): Promise<string | undefined> {
    if (!writer.isRunning) {
      return undefined;
    }
    const session = await writer.connect(administrationDatabase, {
      queryTimeoutMs: 0,
    });
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
    // The server may reuse the file after it is archived, even during the copy. The archived file
    // is then the right one.
    if (existsSync(archived)) {
      await copyServerFile(archived, copy);
    }
  }

  /** Archives the files that an ended server did not archive. */
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

  /** Deletes the segments before a segment. Histories stay, because they are small and needed. */
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

/** The position of a segment in the log, on any timeline. */
function positionOf(segment: string): string {
  return segment.slice(8);
}
