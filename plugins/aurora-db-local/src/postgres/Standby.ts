import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writerAddress } from './connections/loopbackAddresses';
import type { PostgresServer } from './PostgresServer';
import { removeFolder, writeServerFile } from './files/ServerFiles';
import {
  authorityFile,
  neededByStandbys,
  replicationRole,
  withDefaults,
} from './serverSettings';
import { takeBaseBackup } from './files/takeBaseBackup';
import type { WalArchive } from './files/WalArchive';

const slot = 'reader';
const resumesWithinMs = 15_000;
/**
 * Longest wait for a new standby to follow, in ms. It usually takes far less, even on a busy
 * machine.
 */
const streamsWithinMs = 60_000;

/** A server that follows a cluster's writer by streaming replication. */
export class Standby {
  constructor(
    private readonly options: {
      server: PostgresServer;
      writer: PostgresServer;
      archive: WalArchive;
      /** Password of the replication role. */
      password: string;
      writeCertificate: (folder: string) => Promise<void>;
      log: (message: string) => void;
    },
  ) {}

  /** Starts with its own data or with a copy of the running writer's. */
  async start(parameters: Readonly<Record<string, string>>): Promise<void> {
    const { server, writer, log } = this.options;
    const settings = enoughToFollow(
      parameters,
      writer.settings?.parameters ?? {},
    );
    if (existsSync(server.directory)) {
      if (await this.#resumes(settings)) {
        return;
      }
      log(
        `The reader in ${server.directory} cannot continue from its data. Creating it again`,
      );
      await server.stop();
    }
    await this.#copyWriter();
    await this.#start(settings);
    if (!(await this.#streams(streamsWithinMs))) {
      throw new Error(
        `The reader in ${server.directory} does not follow its writer; see ${server.logFile}`,
      );
    }
  }

  /** Sets parameters that need no restart. */
  async reload(
    parameters: Readonly<Record<string, string>>,
    writerParameters: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    return this.options.server.reload(
      enoughToFollow(parameters, writerParameters),
    );
  }

  /** Deletes the data of the stopped server. The writer then keeps no WAL for it. */
  async remove(): Promise<void> {
    const { server, writer } = this.options;
    await removeFolder(server.directory);
    if (writer.isRunning) {
      await writer.query(
        'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active',
        [slot],
      );
    }
  }

  /** Whether the standby can follow its writer with its own data. */
  async #resumes(settings: Readonly<Record<string, string>>): Promise<boolean> {
    await this.#ensureSlot();
    try {
      await this.#start(settings);
    } catch (error) {
      // For example, a standby must allow as many connections as its writer did when the WAL was
      // written.
      this.options.log(error instanceof Error ? error.message : String(error));
      return false;
    }
    return this.#streams(resumesWithinMs);
  }

  async #start(parameters: Readonly<Record<string, string>>): Promise<void> {
    const { directory } = this.options.server;
    const passwordFile = join(directory, 'replication.pgpass');
    await writeServerFile(
      passwordFile,
      `${writerAddress}:*:*:${replicationRole}:${this.options.password}\n`,
    );
    await this.options.writeCertificate(directory);
    await this.options.server.start({
      parameters,
      // A standby archives nothing before it becomes the writer.
      archiveDirectory: this.options.archive.directory,
      follow: {
        port: this.options.writer.port,
        slot,
        passwordFile,
        authorityFile: join(directory, authorityFile),
      },
    });
  }

  async #ensureSlot(): Promise<void> {
    await this.options.writer.query(
      `SELECT pg_create_physical_replication_slot($1, true)
        WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)`,
      [slot],
    );
  }

  async #copyWriter(): Promise<void> {
    await this.options.writer.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
    await this.#ensureSlot();
    const unfinished = `${this.options.server.directory}.unfinished`;
    await removeFolder(unfinished);
    await removeFolder(this.options.server.directory);
    await takeBaseBackup(
      this.options.writer,
      this.options.archive,
      unfinished,
      {
        label: 'reader',
      },
    );
    await rename(unfinished, this.options.server.directory);
  }

  async #streams(withinMs: number): Promise<boolean> {
    const until = Date.now() + withinMs;
    while (Date.now() < until) {
      const [sender] = await this.options.writer.query(
        `SELECT 1 FROM pg_stat_replication WHERE application_name = $1 AND state = 'streaming'`,
        [slot],
      );
      if (sender) {
        return true;
      }
      await delay(25);
    }
    return false;
  }
}

/**
 * A standby must allow at least as much as its primary. Source: PostgreSQL's documentation of hot
 * standby, "Administrator's overview".
 */
function enoughToFollow(
  parameters: Readonly<Record<string, string>>,
  primary: Readonly<Record<string, string>>,
): Record<string, string> {
  const result = { ...parameters };
  const own = withDefaults(parameters);
  const others = withDefaults(primary);
  for (const name of neededByStandbys) {
    const needed = others[name];
    if (needed !== undefined && Number(needed) > Number(own[name] ?? 0)) {
      result[name] = needed;
    }
  }
  return result;
}
