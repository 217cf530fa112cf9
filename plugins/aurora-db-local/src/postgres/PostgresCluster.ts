import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { ServerStatistics } from '../service';
import type { CertificateAuthority } from './CertificateAuthority';
import { LoopbackForwarder } from './LoopbackForwarder';
import { writerAddress } from './loopbackAddresses';
import type { PostgresBinaries } from './PostgresBinaries';
import { PostgresServer } from './PostgresServer';
import { ErrorLogCounter, readStatistics } from './readStatistics';
import {
  copyDataFolder,
  copyServerFile,
  makeServerFolder,
  removeFolder,
  writeServerFile,
} from './ServerFiles';
import type { InternalPasswords, ServerTemplates } from './ServerTemplates';
import { replicationRole } from './serverSettings';

const slot = 'reader';
const streamsWithinMs = 8_000;

/** What all clusters of one endpoint share. */
export interface PostgresHost {
  templates: ServerTemplates;
  authority: CertificateAuthority;
  passwords: InternalPasswords;
  readerAddress: string;
  log: (message: string) => void;
}

/**
 * The servers of one Aurora cluster: a writer on the cluster's data, and, when the cluster has a reader instance, a streaming
 * standby of it on the second loopback address at the same port. Layout of its folder: `data` (the cluster volume), `standby`,
 * `log`; `archive` is kept free for archived WAL.
 */
export class PostgresCluster {
  readonly writer: PostgresServer;
  readonly reader: PostgresServer;
  readonly #forwarder: LoopbackForwarder;
  readonly #errors: { writer: ErrorLogCounter; reader: ErrorLogCounter };

  constructor(
    private readonly host: PostgresHost,
    private readonly binaries: PostgresBinaries,
    /** The cluster's folder. */
    readonly directory: string,
    readonly port: number,
  ) {
    const server = (folder: string) =>
      new PostgresServer({
        binaries,
        directory: join(directory, folder),
        logFile: join(directory, 'log', `${folder}.log`),
        administration: {
          password: host.passwords.administration,
          authority: host.authority.certificate,
        },
        log: host.log,
      });
    this.#forwarder = new LoopbackForwarder(
      host.readerAddress,
      writerAddress,
      port,
    );
    this.writer = server('data');
    this.reader = server('standby');
    this.#errors = {
      writer: new ErrorLogCounter(this.writer.logFile),
      reader: new ErrorLogCounter(this.reader.logFile),
    };
  }

  /** Whether the cluster's data was made already. */
  get exists(): boolean {
    return existsSync(this.writer.directory);
  }

  /** Makes the cluster's data, unless that was done. */
  async initialize(): Promise<void> {
    await mkdir(join(this.directory, 'log'), { recursive: true, mode: 0o755 });
    if (!this.exists) {
      await this.host.templates.instantiate(
        this.binaries,
        this.writer.directory,
      );
    }
  }

  /** Starts the writer; the reader endpoint leads to it too while there is no reader. */
  async startWriter(
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#finishSwap();
    await this.#writeCertificate(this.writer.directory);
    await this.writer.start({
      port: this.port,
      parameters,
      listenAddresses: [writerAddress],
    });
    if (!this.reader.isRunning) {
      // A standby that outlived an earlier aurora-db-local holds the address.
      await this.reader.endOrphan();
      await this.#forwarder.open();
    }
  }

  /** Starts the reader as a standby of the running writer. Where there is no second address the writer goes on serving readers. */
  async startReader(
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.host.readerAddress === writerAddress) {
      return;
    }
    await this.#forwarder.close();
    const settings = enoughToFollow(
      parameters,
      this.writer.settings?.parameters ?? {},
    );
    if (existsSync(this.reader.directory)) {
      if (await this.#resumes(settings)) {
        return;
      }
      this.host.log(
        `The reader in ${this.directory} can't go on from where it was: it is made anew`,
      );
      await this.reader.stop();
    }
    await this.#copyForStandby();
    await this.#startStandby(settings);
    if (!(await this.#streams())) {
      throw new Error(
        `The reader in ${this.directory} does not follow its writer; see ${this.reader.logFile}`,
      );
    }
  }

  /** Whether the reader follows its writer with the data that it has. */
  async #resumes(settings: Readonly<Record<string, string>>): Promise<boolean> {
    await this.#ensureSlot();
    try {
      await this.#startStandby(settings);
    } catch (error) {
      // For one, a standby refuses fewer connections than its writer allowed when the WAL was written.
      this.host.log(error instanceof Error ? error.message : String(error));
      return false;
    }
    return this.#streams();
  }

  /** Ends the reader for good. */
  async removeReader(): Promise<void> {
    await this.reader.stop();
    await removeFolder(this.reader.directory);
    if (this.writer.isRunning) {
      await this.#forwarder.open();
      await this.writer.query(
        'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active',
        [slot],
      );
    }
  }

  /**
   * The running reader takes over from the writer, which becomes the reader. What was committed stays: the writer hands all of
   * its WAL over before it ends.
   */
  async failOver(
    writerParameters: Readonly<Record<string, string>>,
    readerParameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.reader.isRunning) {
      await this.writer.stop();
      await this.reader.query('SELECT pg_promote(true, 30)');
      await this.reader.stop();
      await rename(this.writer.directory, this.#formerWriter);
      await this.#finishSwap();
    } else {
      // Without a second address there is no second server: the roles change names.
      await this.writer.stop();
    }
    await this.startWriter(writerParameters);
    await this.startReader(readerParameters);
  }

  get #formerWriter(): string {
    return join(this.directory, 'former-writer');
  }

  /** The rest of a failover's exchange of folders, also when it was interrupted. */
  async #finishSwap(): Promise<void> {
    if (!existsSync(this.#formerWriter)) {
      return;
    }
    if (!existsSync(this.writer.directory)) {
      await rename(this.reader.directory, this.writer.directory);
    }
    if (!existsSync(this.reader.directory)) {
      await rename(this.#formerWriter, this.reader.directory);
    }
  }

  /** Gives running servers other values of parameters that need no restart. */
  async reload(
    writerParameters: Readonly<Record<string, string>>,
    readerParameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.writer.isRunning) {
      await this.writer.reload(writerParameters);
    }
    if (this.reader.isRunning) {
      await this.reader.reload(
        enoughToFollow(readerParameters, writerParameters),
      );
    }
  }

  /** A consistent copy of the cluster's data, from which a server can start; online while the writer runs. */
  async copyTo(target: string): Promise<void> {
    if (!this.writer.isRunning) {
      await copyDataFolder(this.writer.directory, target, 'stopped');
      return;
    }
    await this.#baseBackup(target, 'snapshot');
  }

  async stop(): Promise<void> {
    await this.#forwarder.close();
    // The writer first: its standby gets the last of the WAL.
    await this.writer.stop();
    await this.reader.stop();
  }

  /** Deletes all data. */
  async destroy(): Promise<void> {
    await this.stop();
    await removeFolder(this.directory);
  }

  /** Creates the master user, not a superuser, as RDS does, and the initial database. Can be repeated. */
  async setUp(options: {
    masterUsername: string;
    passwordVerifier: string;
    databaseName?: string;
  }): Promise<void> {
    const master = pg.escapeIdentifier(options.masterUsername);
    const [role] = await this.writer.query(
      'SELECT 1 FROM pg_roles WHERE rolname = $1',
      [options.masterUsername],
    );
    if (!role) {
      await this.writer.query(
        `CREATE ROLE ${master} LOGIN CREATEDB CREATEROLE IN ROLE rds_superuser`,
      );
      await this.writer.query(`ALTER DATABASE postgres OWNER TO ${master}`);
    }
    await this.setPassword(options.masterUsername, options.passwordVerifier);
    if (options.databaseName) {
      const [database] = await this.writer.query(
        'SELECT 1 FROM pg_database WHERE datname = $1',
        [options.databaseName],
      );
      if (!database) {
        await this.writer.query(
          `CREATE DATABASE ${pg.escapeIdentifier(options.databaseName)} OWNER ${master}`,
        );
      }
    }
  }

  /** @param verifier - see `scramVerifier` */
  async setPassword(username: string, verifier: string): Promise<void> {
    await this.writer.query(
      `ALTER ROLE ${pg.escapeIdentifier(username)} PASSWORD ${pg.escapeLiteral(verifier)}`,
    );
  }

  async statistics(role: 'writer' | 'reader'): Promise<ServerStatistics> {
    // Without a second address the writer stands in for its reader.
    const served =
      role === 'reader' && this.host.readerAddress !== writerAddress
        ? 'reader'
        : 'writer';
    const statistics = await readStatistics(this[served], this.#errors[served]);
    await this[served].limitLog();
    return statistics;
  }

  async #writeCertificate(directory: string): Promise<void> {
    const { key, certificate } = await this.host.authority.issue({
      dns: ['localhost'],
      ip: [...new Set([writerAddress, this.host.readerAddress])],
    });
    await writeServerFile(join(directory, 'server.key'), key);
    await writeServerFile(join(directory, 'server.crt'), certificate);
  }

  async #startStandby(
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { directory } = this.reader;
    const passwordFile = join(directory, 'replication.pgpass');
    const authorityFile = join(directory, 'ca.pem');
    await writeServerFile(
      passwordFile,
      `${writerAddress}:${this.port}:*:${replicationRole}:${this.host.passwords.replication}\n`,
    );
    await writeServerFile(authorityFile, this.host.authority.certificate);
    await this.#writeCertificate(directory);
    await this.reader.start({
      port: this.port,
      parameters,
      listenAddresses: [this.host.readerAddress],
      follow: {
        host: writerAddress,
        port: this.port,
        slot,
        passwordFile,
        authorityFile,
      },
    });
  }

  async #ensureSlot(): Promise<void> {
    await this.writer.query(
      `SELECT pg_create_physical_replication_slot($1, true)
        WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)`,
      [slot],
    );
  }

  async #copyForStandby(): Promise<void> {
    await this.writer.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
    await this.#ensureSlot();
    const unfinished = `${this.reader.directory}.unfinished`;
    await removeFolder(unfinished);
    await removeFolder(this.reader.directory);
    await this.#baseBackup(unfinished, 'reader');
    await rename(unfinished, this.reader.directory);
  }

  /** An online base backup with the WAL that it needs. */
  async #baseBackup(target: string, label: string): Promise<void> {
    const keep = `backup_${label}`;
    const session = await this.writer.connect('postgres');
    try {
      // Temporary: it goes with the session, whatever happens.
      await session.query(
        'SELECT pg_create_physical_replication_slot($1, true, true)',
        [keep],
      );
      await session.query('SELECT pg_backup_start($1, true)', [label]);
      await makeServerFolder(target);
      await copyDataFolder(this.writer.directory, target, 'running');
      const { rows } = await session.query<{
        labelfile: string;
        last: string;
      }>(
        'SELECT labelfile, pg_walfile_name(lsn) AS last FROM pg_backup_stop(false)',
      );
      const [stopped] = rows;
      const first = /\(file ([0-9A-F]{24})\)/.exec(
        stopped?.labelfile ?? '',
      )?.[1];
      if (!stopped || !first) {
        throw new Error(`The base backup of ${this.directory} has no label`);
      }
      await writeServerFile(join(target, 'backup_label'), stopped.labelfile);
      await copyWal(this.writer.directory, target, first, stopped.last);
    } finally {
      await session.end();
    }
  }

  async #streams(): Promise<boolean> {
    const until = Date.now() + streamsWithinMs;
    while (Date.now() < until) {
      const [sender] = await this.writer.query(
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

/** Segments and timeline histories that recovery from a base backup needs. */
async function copyWal(
  from: string,
  to: string,
  first: string,
  last: string,
): Promise<void> {
  for (const name of await readdir(join(from, 'pg_wal'))) {
    const needed =
      name.endsWith('.history') ||
      (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
    if (needed) {
      await copyServerFile(
        join(from, 'pg_wal', name),
        join(to, 'pg_wal', name),
      );
    }
  }
}

/** A standby must allow at least as much as its primary: PostgreSQL's documentation, "Administrator's overview" of hot standby. */
function enoughToFollow(
  parameters: Readonly<Record<string, string>>,
  primary: Readonly<Record<string, string>>,
): Record<string, string> {
  const atLeast = [
    'max_connections',
    'max_worker_processes',
    'max_prepared_transactions',
    'max_locks_per_transaction',
  ];
  const result = { ...parameters };
  for (const name of atLeast) {
    const needed = primary[name];
    if (needed !== undefined && Number(needed) > Number(result[name] ?? 0)) {
      result[name] = needed;
    }
  }
  return result;
}
