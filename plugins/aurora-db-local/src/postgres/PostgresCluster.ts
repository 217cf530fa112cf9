import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { ServerStatistics } from '../service';
import type { CertificateAuthority } from './CertificateAuthority';
import { writerAddress } from './loopbackAddresses';
import type { PostgresBinaries } from './PostgresBinaries';
import { PostgresServer } from './PostgresServer';
import { ErrorLogCounter, readStatistics } from './readStatistics';
import {
  copyDataFolder,
  makeServerFolder,
  removeFolder,
  writeServerFile,
} from './ServerFiles';
import { scramVerifier } from './scramVerifier';
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

  /** Starts the writer; it answers for readers too while there is none. */
  async startWriter(
    parameters: Readonly<Record<string, string>>,
    withReader: boolean,
  ): Promise<void> {
    await this.#writeCertificate(this.writer.directory);
    const both = [...new Set([writerAddress, this.host.readerAddress])];
    await this.writer.start({
      port: this.port,
      parameters,
      listenAddresses: withReader ? [writerAddress] : both,
    });
  }

  /** Starts the reader as a standby of the running writer. Where there is no second address the writer goes on serving readers. */
  async startReader(
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.host.readerAddress === writerAddress) {
      return;
    }
    if (existsSync(this.reader.directory)) {
      await this.#startStandby(parameters);
      if (await this.#streams()) {
        return;
      }
      this.host.log(
        `The reader in ${this.directory} can't follow its writer any more: it is made anew`,
      );
      await this.reader.stop();
      await removeFolder(this.reader.directory);
    }
    await this.#copyForStandby();
    await this.#startStandby(parameters);
    if (!(await this.#streams())) {
      throw new Error(
        `The reader in ${this.directory} does not follow its writer; see ${this.reader.logFile}`,
      );
    }
  }

  /** Ends the reader for good. */
  async removeReader(): Promise<void> {
    await this.reader.stop();
    await removeFolder(this.reader.directory);
    if (this.writer.isRunning) {
      await this.writer.query(
        'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active',
        [slot],
      );
    }
  }

  async stop(): Promise<void> {
    await this.reader.stop();
    await this.writer.stop();
  }

  /** Deletes all data. */
  async destroy(): Promise<void> {
    await this.stop();
    await removeFolder(this.directory);
  }

  /** Creates the master user, not a superuser, as RDS does, and the initial database. Can be repeated. */
  async setUp(options: {
    masterUsername: string;
    masterPassword: string;
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
    await this.setPassword(options.masterUsername, options.masterPassword);
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

  async setPassword(username: string, password: string): Promise<void> {
    await this.writer.query(
      `ALTER ROLE ${pg.escapeIdentifier(username)} PASSWORD ${pg.escapeLiteral(scramVerifier(password))}`,
    );
  }

  statistics(role: 'writer' | 'reader'): Promise<ServerStatistics> {
    // Without a second address the writer stands in for its reader.
    const served =
      role === 'reader' && this.reader.isRunning ? 'reader' : 'writer';
    return readStatistics(this[served], this.#errors[served]);
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

  /** An online base backup; the replication slot keeps the WAL that the copy needs. */
  async #copyForStandby(): Promise<void> {
    await this.writer.query(
      `SELECT CASE WHEN EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1) THEN pg_drop_replication_slot($1) END`,
      [slot],
    );
    await this.writer.query(
      'SELECT pg_create_physical_replication_slot($1, true)',
      [slot],
    );
    const unfinished = this.reader.directory;
    await removeFolder(unfinished);
    await makeServerFolder(unfinished);
    await this.writer.query(`SELECT pg_backup_start('reader', true)`);
    let label: string | undefined;
    try {
      await copyDataFolder(this.writer.directory, unfinished, 'running');
    } finally {
      const [stopped] = await this.writer.query<{ labelfile: string }>(
        'SELECT labelfile FROM pg_backup_stop(false)',
      );
      label = stopped?.labelfile;
    }
    await writeServerFile(join(unfinished, 'backup_label'), label ?? '');
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
