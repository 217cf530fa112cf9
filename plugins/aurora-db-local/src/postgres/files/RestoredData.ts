import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyDataFolder, type CopyWatcher } from './copyDataFolder';
import type { PostgresServer } from '../PostgresServer';
import { removeFolder } from './ServerFiles';
import type { WalArchive } from './WalArchive';

/** The WAL of another cluster that continues a copy of its data. */
export interface WalSource {
  archive: WalArchive;
  writer: PostgresServer;
  firstSegment: string;
}

/**
 * Data that is being restored: a copy and WAL, which a separate server recovers without clients.
 * When that is done, it gets the name of the cluster's data folder. Interrupted work therefore
 * begins again, and the data of a cluster is always complete.
 */
export class RestoredData {
  constructor(
    private readonly server: PostgresServer,
    private readonly finished: string,
    private readonly writeCertificate: (folder: string) => Promise<void>,
  ) {}

  /** Copies what the recovery needs. Afterwards the source may change or be deleted. */
  async receive(
    copy: string,
    wal: WalSource | undefined,
    watcher: CopyWatcher,
  ): Promise<void> {
    const { directory } = this.server;
    // An earlier attempt may have left a running server on its copy.
    await this.server.endOrphan();
    await removeFolder(directory);
    await mkdir(dirname(this.server.logFile), { recursive: true, mode: 0o755 });
    await rm(this.server.logFile, { force: true });
    const last = await wal?.archive.closeSegment(wal.writer);
    await copyDataFolder(copy, directory, { ...watcher, state: 'backup' });
    await wal?.archive.copyTo(join(directory, 'pg_wal'), {
      live: wal.writer.directory,
      first: wal.firstSegment,
      last,
    });
  }

  /**
   * Recovers the copied data, which takes longer with more WAL.
   *
   * @param until - with WAL: commits up to this time, or all; absent: exactly the copy
   */
  async recover(
    parameters: Readonly<Record<string, string>>,
    until: Date | 'end' | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const end = () => void this.server.stop();
    signal.addEventListener('abort', end);
    try {
      await this.writeCertificate(this.server.directory);
      await this.#start(parameters, until);
      await this.server.stop();
      signal.throwIfAborted();
      await rename(this.server.directory, this.finished);
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  async #start(
    parameters: Readonly<Record<string, string>>,
    until: Date | 'end' | undefined,
  ): Promise<void> {
    const start = (to: Date | 'end' | undefined) =>
      this.server.start({
        parameters,
        recovery: { until: to },
      });
    try {
      await start(until);
    } catch (error) {
      if (
        !(until instanceof Date) ||
        !/recovery ended before configured/.test(String(error))
      ) {
        throw error;
      }
      // A source that is not running had no later commit, so all existing commits are before that
      // time.
      await start('end');
    }
  }

  /** Deletes the data of a failed restore. */
  async discard(): Promise<void> {
    await this.server.stop();
    await removeFolder(this.server.directory);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
