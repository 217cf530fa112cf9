import { existsSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerStatistics } from '../service';
import type {
  CertificateAuthority,
  IssuedCertificate,
} from './connections/CertificateAuthority';
import { ClusterEndpoints } from './connections/ClusterEndpoints';
import { copyDataFolder, type CopyWatcher } from './files/copyDataFolder';
import { writerAddress } from './connections/loopbackAddresses';
import type { PostgresBinaries } from './PostgresBinaries';
import { PostgresServer, type PostgresServerOptions } from './PostgresServer';
import { ErrorLogCounter, readStatistics } from './readStatistics';
import { reserveHostRoles } from './reserveHostRoles';
import { RestoredData } from './files/RestoredData';
import type { ServerConnections } from './connections/ServerConnections';
import { removeFolder, writeServerFile } from './files/ServerFiles';
import type {
  InternalPasswords,
  ServerTemplates,
} from './files/ServerTemplates';
import { authorityFile } from './serverSettings';
import { Standby } from './Standby';
import { type BaseBackup, takeBaseBackup } from './files/takeBaseBackup';
import { WalArchive } from './files/WalArchive';

/** What all clusters of one endpoint share. */
export interface PostgresHost {
  templates: ServerTemplates;
  authority: CertificateAuthority;
  passwords: InternalPasswords;
  connections: ServerConnections;
  readerAddress: string;
  log: (message: string) => void;
}

/** What a cluster's servers are to know of it. */
export interface PostgresClusterOptions {
  binaries: PostgresBinaries;
  /** The cluster's folder. */
  directory: string;
  /** Where clients connect. */
  port: number;
  /** Whether an IAM token lets a user in. */
  admits: (user: string, token: string) => boolean;
}

/**
 * The servers of one Aurora cluster: a writer on the cluster's data, and, when the cluster has a reader instance, a streaming
 * standby of it. Clients come to both through the cluster's endpoints. Layout of its folder: `data` (the cluster volume), `standby`,
 * `archive` (WAL), `automated` (base backups), `log`. A folder that is being made ends with `.unfinished`.
 */
export class PostgresCluster {
  readonly writer: PostgresServer;
  readonly reader: PostgresServer;
  readonly archive: WalArchive;
  /** Data on its way from a backup to being the cluster's. */
  readonly restored: RestoredData;
  /** The cluster's folder. */
  readonly directory: string;
  #restorableUntil: Date | undefined;
  #certificate: Promise<IssuedCertificate> | undefined;
  /** Without a reader, the reader endpoint leads to the writer. */
  #hasReader = false;
  readonly #endpoints: ClusterEndpoints;
  readonly #standby: Standby;
  readonly #errors: { writer: ErrorLogCounter; reader: ErrorLogCounter };

  constructor(
    private readonly host: PostgresHost,
    private readonly options: PostgresClusterOptions,
  ) {
    this.directory = options.directory;
    this.#endpoints = new ClusterEndpoints({
      readerAddress: host.readerAddress,
      port: options.port,
      certificate: () => this.#issueCertificate(),
      connections: host.connections,
      admits: options.admits,
      log: host.log,
    });
    const lead = () => this.#lead();
    const endpoints = {
      open: lead,
      close: () =>
        void lead().catch((error: Error) => this.host.log(error.message)),
    };
    this.archive = new WalArchive(join(this.directory, 'archive'));
    this.writer = this.#server('data', {
      endpoints,
      prepare: () => reserveHostRoles(this.writer),
    });
    this.reader = this.#server('standby', { endpoints });
    this.#standby = new Standby({
      server: this.reader,
      writer: this.writer,
      archive: this.archive,
      password: host.passwords.replication,
      writeCertificate: folder => this.#writeCertificate(folder),
      log: host.log,
    });
    this.restored = new RestoredData(
      this.#server('data.unfinished', { log: 'restore' }),
      this.writer.directory,
      folder => this.#writeCertificate(folder),
    );
    this.#errors = {
      writer: new ErrorLogCounter(this.writer.logFile),
      reader: new ErrorLogCounter(this.reader.logFile),
    };
  }

  #server(
    folder: string,
    {
      log = folder,
      ...more
    }: { log?: string } & Pick<PostgresServerOptions, 'endpoints' | 'prepare'>,
  ): PostgresServer {
    const { passwords, authority } = this.host;
    return new PostgresServer({
      binaries: this.options.binaries,
      directory: join(this.directory, folder),
      logFile: join(this.directory, 'log', `${log}.log`),
      administration: {
        password: passwords.administration,
        authority: authority.certificate,
      },
      ...more,
      log: this.host.log,
    });
  }

  /** Clients to the servers that answer now, and the standby to its writer. */
  async #lead(): Promise<void> {
    if (this.writer.answers) {
      await this.reader.follow(this.writer.port);
    }
    const writer = this.writer.answers ? this.writer : undefined;
    const reader = this.reader.answers ? this.reader : undefined;
    await this.#endpoints.leadTo(writer, this.#hasReader ? reader : writer);
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
        this.options.binaries,
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
    await this.archive.prepare();
    // A standby that outlived an earlier aurora-db-local, and perhaps its instance.
    await this.reader.endOrphan();
    await this.writer.start({
      parameters,
      archiveDirectory: this.archive.directory,
    });
  }

  /** Starts the reader as a standby of the running writer. Where there is no second address the writer goes on serving readers. */
  async startReader(
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (this.host.readerAddress === writerAddress) {
      return;
    }
    this.#hasReader = true;
    await this.#lead();
    await this.#standby.start(parameters);
  }

  /** Ends the reader for good. */
  async removeReader(): Promise<void> {
    this.#hasReader = false;
    await this.reader.stop();
    await this.#lead();
    await this.#standby.remove();
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
      await this.archive.takeRest(this.#formerWriter);
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
      await this.#standby.reload(readerParameters, writerParameters);
    }
  }

  /**
   * A consistent copy of the cluster's data, from which a server can start; online while the writer runs.
   *
   * @returns from when on archived WAL continues the copy; undefined for that of a writer that doesn't run
   */
  async copyTo(
    target: string,
    watcher: CopyWatcher = {},
  ): Promise<BaseBackup | undefined> {
    if (!this.writer.isRunning) {
      await copyDataFolder(this.writer.directory, target, {
        ...watcher,
        state: 'stopped',
      });
      return undefined;
    }
    return takeBaseBackup(this.writer, this.archive, target, {
      ...watcher,
      label: 'snapshot',
    });
  }

  /** The latest time to which everything committed can be restored: now while the writer runs, else when it last did. */
  get restorableUntil(): Date | undefined {
    if (this.writer.isRunning) {
      this.#restorableUntil = new Date();
    } else {
      const control = join(this.writer.directory, 'global', 'pg_control');
      const stats = statSync(control, { throwIfNoEntry: false });
      // A failover that exchanges folders has none for a moment.
      this.#restorableUntil = stats
        ? new Date(stats.mtimeMs)
        : this.#restorableUntil;
    }
    return this.#restorableUntil;
  }

  async stop(): Promise<void> {
    // The writer first: its standby gets the last of the WAL.
    await this.writer.stop();
    await this.reader.stop();
    await this.#endpoints.close();
    await this.restored.stop();
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

  #issueCertificate(): Promise<IssuedCertificate> {
    this.#certificate ??= this.host.authority.issue({
      dns: ['localhost'],
      ip: [...new Set([writerAddress, this.host.readerAddress])],
    });
    return this.#certificate;
  }

  /** For a server in that folder: the same for all of a cluster, which its endpoints show to clients too. */
  async #writeCertificate(directory: string): Promise<void> {
    const { key, certificate } = await this.#issueCertificate();
    await writeServerFile(join(directory, 'server.key'), key);
    await writeServerFile(join(directory, 'server.crt'), certificate);
    await writeServerFile(
      join(directory, authorityFile),
      this.host.authority.certificate,
    );
  }
}
