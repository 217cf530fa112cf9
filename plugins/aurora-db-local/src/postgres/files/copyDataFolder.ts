import { execFile } from 'node:child_process';
import { constants, statSync } from 'node:fs';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCodeOf } from '../../processes/errorCodeOf';
import { copyServerFile, handOver, makeServerFolder } from './ServerFiles';

/** Files that belong to a running server and are never copied. */
const ofRunningServer = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'pg_internal.init',
  'backup_label',
  'tablespace_map',
]);
/**
 * Copied as empty folders, which a server fills itself. Source: PostgreSQL's documentation, "Making
 * a base backup using the low level API".
 */
const startEmpty = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

/** Simultaneous copies: the number of Node.js's threads for file operations. */
const lanes = 4;
const longFile = 8 * 1024 * 1024;
const lookEveryMs = 50;

const run = promisify(execFile);

/** Observes and controls a copy. */
export interface CopyWatcher {
  /** Ends the copy with an AbortError. */
  signal?: AbortSignal;
  /** Receives the number of copied bytes and the total at the beginning of the copy. */
  onProgress?: (copied: number, total: number) => void;
}

export interface CopyOptions extends CopyWatcher {
  /**
   * `stopped`: the folder of a server that is not running, complete. `running`: the files of a base
   * backup; files may vanish during the copy. `backup`: a finished copy, with all files.
   */
  state: 'stopped' | 'running' | 'backup';
}

/** Copies a data folder. Shares blocks if the file system can. */
export async function copyDataFolder(
  from: string,
  to: string,
  options: CopyOptions,
): Promise<void> {
  const files: string[] = [];
  await makeFolders(from, to, '', options, files);
  const onCopied = await progressOf(from, files, options);
  await inLanes(async () => {
    for (let name = files.pop(); name !== undefined; name = files.pop()) {
      options.signal?.throwIfAborted();
      await unlessVanished(
        copyOne(join(from, name), join(to, name), options.signal, onCopied),
        options,
      );
    }
  });
}

async function inLanes(work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, work));
}

type OnCopied = (bytes: number) => void;

/** Counts copied bytes if there is a listener. */
async function progressOf(
  from: string,
  files: readonly string[],
  options: CopyOptions,
): Promise<OnCopied> {
  const { onProgress } = options;
  if (!onProgress) {
    return () => undefined;
  }
  let total = 0;
  for (const name of files) {
    const stats = await unlessVanished(stat(join(from, name)), options);
    total += stats?.size ?? 0;
  }
  let copied = 0;
  return bytes => {
    copied += bytes;
    onProgress(copied, total);
  };
}

/** Creates the folders of the copy, and collects their files as paths below `from`. */
async function makeFolders(
  from: string,
  to: string,
  below: string,
  options: CopyOptions,
  files: string[],
): Promise<void> {
  await makeServerFolder(join(to, below));
  const entries = await readdir(join(from, below), { withFileTypes: true });
  for (const entry of entries) {
    const name = join(below, entry.name);
    const leftOut =
      options.state !== 'backup' &&
      (ofRunningServer.has(entry.name) || entry.name.startsWith('pgsql_tmp'));
    if (leftOut) {
      continue;
    }
    if (!entry.isDirectory()) {
      files.push(name);
    } else if (options.state === 'running' && startEmpty.has(name)) {
      await makeServerFolder(join(to, name));
      if (name === 'pg_wal') {
        await makeServerFolder(join(to, name, 'archive_status'));
      }
    } else {
      await unlessVanished(
        makeFolders(from, to, name, options, files),
        options,
      );
    }
  }
}

async function unlessVanished<T>(
  work: Promise<T>,
  { state }: CopyOptions,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (state !== 'running' || errorCodeOf(error) !== 'ENOENT') {
      throw error;
    }
    return undefined;
  }
}

async function copyOne(
  from: string,
  to: string,
  signal: AbortSignal | undefined,
  onCopied: OnCopied,
): Promise<void> {
  const { size } = await stat(from);
  if (size <= longFile || (await sharesBlocks(from, to))) {
    await copyServerFile(from, to);
    onCopied(size);
  } else {
    await copyLongFile(from, to, signal, onCopied);
  }
}

async function sharesBlocks(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    // The file system cannot share blocks, or the file is gone, which the normal copy reports.
    return false;
  }
}

/**
 * Copies a file with `cp`, which runs in the kernel, can be interrupted and shows its progress.
 * Node.js's copyFile can do neither, and took twice as long (1 GB on a busy machine with two
 * cores).
 */
async function copyLongFile(
  from: string,
  to: string,
  signal: AbortSignal | undefined,
  onCopied: OnCopied,
): Promise<void> {
  let known = 0;
  const look = () => {
    const size = statSync(to, { throwIfNoEntry: false })?.size ?? known;
    onCopied(size - known);
    known = size;
  };
  const looking = setInterval(look, lookEveryMs);
  try {
    await run('cp', [from, to], { signal });
  } catch (error) {
    // Throws ENOENT if the file has vanished, which the copy of a running server ignores.
    await stat(from);
    throw error;
  } finally {
    clearInterval(looking);
  }
  look();
  await handOver(to);
}
