import { join } from 'node:path';
import { copyDataFolder, type CopyWatcher } from './copyDataFolder';
import type { PostgresServer } from '../PostgresServer';
import { administrationDatabase } from '../serverSettings';
import { makeServerFolder, writeServerFile } from './ServerFiles';
import type { WalArchive } from './WalArchive';

/** The earliest recovery time of a base backup, and its WAL. */
export interface BaseBackup {
  /** The earliest time to which it can be recovered. */
  endedAt: Date;
  /** The name of the first segment that it needs. */
  firstSegment: string;
}

/**
 * Copies a running server's data, with the WAL that makes the copy consistent. It affects clients
 * only by its I/O.
 */
export async function takeBaseBackup(
  server: PostgresServer,
  archive: WalArchive,
  target: string,
  options: CopyWatcher & { label: string },
): Promise<BaseBackup> {
  const session = await server.connect(administrationDatabase, {
    queryTimeoutMs: 0,
  });
  try {
    // Does not wait for the next regular checkpoint.
    await session.query('SELECT pg_backup_start($1, true)', [options.label]);
    await makeServerFolder(target);
    await copyDataFolder(server.directory, target, {
      ...options,
      state: 'running',
    });
    const { rows } = await session.query<{ labelfile: string; last: string }>(
      'SELECT labelfile, pg_walfile_name(lsn) AS last FROM pg_backup_stop(false)',
    );
    // Dates have milliseconds, commits have microseconds. The next millisecond is after all commits
    // in the backup.
    const endedAt = new Date(Date.now() + 1);
    const [stopped] = rows;
    const firstSegment = /\(file ([0-9A-F]{24})\)/.exec(
      stopped?.labelfile ?? '',
    )?.[1];
    if (!stopped || !firstSegment) {
      throw new Error(`The base backup of ${server.directory} has no label`);
    }
    await archive.copyTo(join(target, 'pg_wal'), {
      live: server.directory,
      first: firstSegment,
      last: stopped.last,
    });
    // Written last, because the copy counts as a backup only with this file.
    await writeServerFile(join(target, 'backup_label'), stopped.labelfile);
    return { endedAt, firstSegment };
  } finally {
    await session.end();
  }
}
