import { join } from 'node:path';
import { copyDataFolder, type CopyWatcher } from './copyDataFolder';
import type { PostgresServer } from '../PostgresServer';
import { makeServerFolder, writeServerFile } from './ServerFiles';
import type { WalArchive } from './WalArchive';

/** From when on a base backup can be recovered from, and with which WAL. */
export interface BaseBackup {
  /** The earliest time that a recovery from it reaches. */
  endedAt: Date;
  /** Name of the first segment that it needs. */
  firstSegment: string;
}

/** Copies a running server's data, with the WAL that makes the copy consistent. Clients notice nothing but its I/O. */
export async function takeBaseBackup(
  server: PostgresServer,
  archive: WalArchive,
  target: string,
  options: CopyWatcher & { label: string },
): Promise<BaseBackup> {
  const session = await server.connect('postgres', { queryTimeoutMs: 0 });
  try {
    // Without waiting for the next regular checkpoint.
    await session.query('SELECT pg_backup_start($1, true)', [options.label]);
    await makeServerFolder(target);
    await copyDataFolder(server.directory, target, {
      ...options,
      state: 'running',
    });
    const { rows } = await session.query<{ labelfile: string; last: string }>(
      'SELECT labelfile, pg_walfile_name(lsn) AS last FROM pg_backup_stop(false)',
    );
    // Dates have milliseconds, commits have microseconds: the next one is after all that the backup holds.
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
    // Last: without it a copy doesn't look like a backup.
    await writeServerFile(join(target, 'backup_label'), stopped.labelfile);
    return { endedAt, firstSegment };
  } finally {
    await session.end();
  }
}
