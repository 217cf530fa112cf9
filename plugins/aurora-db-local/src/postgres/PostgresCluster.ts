import { existsSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerStatistics } from '../service/AwsService';
import type { CertificateAuthority } from './connections/CertificateAuthority';
import { CrashWatch } from './CrashWatch';
import { ClusterCertificate } from './connections/ClusterCertificate';
import { ClusterEndpoints } from './connections/ClusterEndpoints';
import { InstanceLogs } from './InstanceLogs';
import { copyDataFolder, type CopyWatcher } from './files/copyDataFolder';
import { writerAddress } from './connections/loopbackAddresses';
import type { PostgresBinaries } from './PostgresBinaries';
import { PostgresServer, type PostgresServerOptions } from './PostgresServer';
import { readStatistics } from './readStatistics';
import { grantPrivileges } from './privileges/grantPrivileges';
import { reserveHostRoles } from './reserveHostRoles';
import { RestoredData } from './files/RestoredData';
import type { ServerConnections } from './connections/ServerConnections';
import { removeFolder } from './files/ServerFiles';
import type { InternalPasswords } from './files/internalPasswords';
import type { ServerTemplates } from './files/ServerTemplates';
import { Standby } from './Standby';
import { type BaseBackup, takeBaseBackup } from './files/takeBaseBackup';
import { WalArchive } from './files/WalArchive';

/** What all clusters of an endpoint share. */
export interface PostgresHost {
  templates: ServerTemplates;
  authority: CertificateAuthority;
  passwords: InternalPasswords;
  connections: ServerConnections;
  readerAddress: string;
  log: (message: string) => void;
}

/** The properties of a cluster that its servers need. */
export interface PostgresClusterOptions {
  binaries: PostgresBinaries;
  /** The cluster's folder. */
  directory: string;
  /** The port for clients. */
  port: number;
  /** Whether an IAM token lets a user log in. */
  admits: (user: string, token: string) => boolean;
  /** Told what happens to the servers without a request. */
  onServerEvent: (role: 'writer' | 'reader', event: ServerEvent) => void;
}

/**
 * A server's process died or came back; or its sessions died, and it recovered without a new
 * process.
 */
export type ServerEvent = 'died' | 'recovered' | 'crashed';

/** An instance that a server becomes, with the parameters that it starts with. */
interface StartedInstance {
  instance: string;
  parameters: Readonly<Record<string, string>>;
}

/**
 * The servers of an Aurora cluster: a writer with the cluster's data and, if the cluster has a
 * reader instance, a streaming standby. Clients connect to both through the cluster's endpoints.
 * Its folder contains `data` (the cluster volume), `standby`, `archive` (WAL), `automated` (base
 * backups) and `log`. The name of an incomplete folder ends with `.unfinished`.
 */
export class PostgresCluster {
  readonly writer: PostgresServer;
  readonly reader: PostgresServer;
  readonly archive: WalArchive;
  /** Data of a restore in progress. */
  readonly restored: RestoredData;
  /** The cluster's folder. */
  readonly directory: string;
  #restorableUntil: Date | undefined;
  /** Without a reader, the reader endpoint leads to the writer. */
  #hasReader = false;
  readonly #certificate: ClusterCertificate;
  readonly #endpoints: ClusterEndpoints;
  readonly #standby: Standby;
  readonly #logs: InstanceLogs;
  readonly #crashes = { writer: new CrashWatch(), reader: new CrashWatch() };

  constructor(
    private readonly host: PostgresHost,
    private readonly options: PostgresClusterOptions,
  ) {
    this.directory = options.directory;
    this.#certificate = new ClusterCertificate(
      host.authority,
      host.readerAddress,
    );
    this.#endpoints = new ClusterEndpoints({
      readerAddress: host.readerAddress,
      port: options.port,
      certificate: () => this.#certificate.issue(),
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
      onDeath: event => options.onServerEvent('writer', event),
      prepare: async () => {
        await reserveHostRoles(this.writer);
        await grantPrivileges(this.writer);
      },
    });
    this.reader = this.#server('standby', {
      endpoints,
      onDeath: event => options.onServerEvent('reader', event),
    });
    this.#standby = new Standby({
      server: this.reader,
      writer: this.writer,
      archive: this.archive,
      password: host.passwords.replication,
      writeCertificate: folder => this.#certificate.writeTo(folder),
      log: host.log,
    });
    this.restored = new RestoredData(
      this.#server('data.unfinished', { log: 'restore' }),
      this.writer.directory,
      folder => this.#certificate.writeTo(folder),
    );
    this.#logs = new InstanceLogs(join(this.directory, 'log'));
  }

  #server(
    folder: string,
    {
      log = folder,
      ...more
    }: { log?: string } & Pick<
      PostgresServerOptions,
      'endpoints' | 'prepare' | 'onDeath'
    >,
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

  /** Connects the endpoints to the running servers, and the standby to its writer. */
  async #lead(): Promise<void> {
    if (this.writer.answers) {
      await this.reader.follow(this.writer.port);
    }
    const writer = this.writer.answers ? this.writer : undefined;
    const reader = this.reader.answers ? this.reader : undefined;
    await this.#endpoints.leadTo(writer, this.#hasReader ? reader : writer);
  }

  /** Whether the cluster's data exists. */
  get exists(): boolean {
    return existsSync(this.writer.directory);
  }

  /** Makes the cluster's data unless it exists. */
  async initialize(): Promise<void> {
    await mkdir(join(this.directory, 'log'), { recursive: true, mode: 0o755 });
    if (!this.exists) {
      await this.host.templates.instantiate(
        this.options.binaries,
        this.writer.directory,
      );
    }
  }

  /** The logs of the cluster's instances. */
  get logs(): InstanceLogs {
    return this.#logs;
  }

  /**
   * Starts the writer. While there is no reader, the reader endpoint also leads to it.
   *
   * @param instance - its log continues
   */
  async startWriter(
    parameters: Readonly<Record<string, string>>,
    instance: string,
  ): Promise<void> {
    await this.#finishSwap();
    this.writer.logTo(await this.#logs.open(instance, 'data.log'));
    await this.#crashes.writer.begin(this.writer.log);
    await this.#certificate.writeTo(this.writer.directory);
    await this.archive.prepare();
    // An earlier aurora-db-local may have left a standby whose instance is gone.
    await this.reader.endOrphan();
    await this.writer.start({
      parameters,
      archiveDirectory: this.archive.directory,
    });
  }

  /**
   * Starts the reader as a standby of the running writer. If there is no second address, the writer
   * continues to serve readers.
   *
   * @param instance - its log continues
   */
  async startReader(
    parameters: Readonly<Record<string, string>>,
    instance: string,
  ): Promise<void> {
    if (this.host.readerAddress === writerAddress) {
      return;
    }
    this.#hasReader = true;
    this.reader.logTo(await this.#logs.open(instance, 'standby.log'));
    await this.#crashes.reader.begin(this.reader.log);
    await this.#lead();
    await this.#standby.start(parameters);
  }

  /** Removes the reader permanently. */
  async removeReader(): Promise<void> {
    this.#hasReader = false;
    await this.reader.stop();
    await this.#lead();
    await this.#standby.remove();
  }

  /**
   * Makes the running reader the writer, and the writer the reader. Committed data stays: the
   * writer sends all its WAL before it stops.
   */
  async failOver(
    writer: StartedInstance,
    reader: StartedInstance,
  ): Promise<void> {
    if (this.reader.isRunning) {
      await this.writer.stop();
      await this.reader.query('SELECT pg_promote(true, 30)');
      await this.reader.stop();
      await rename(this.writer.directory, this.#formerWriter);
      await this.#finishSwap();
    } else {
      // Without a second address there is no second server, and only the roles change.
      await this.writer.stop();
    }
    await this.startWriter(writer.parameters, writer.instance);
    await this.startReader(reader.parameters, reader.instance);
  }

  get #formerWriter(): string {
    return join(this.directory, 'former-writer');
  }

  /** Completes a failover's exchange of folders, also after an interruption. */
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

  /**
   * Sets parameters that need no restart on running servers.
   *
   * @returns the names of those that the servers refused
   */
  async reload(
    writerParameters: Readonly<Record<string, string>>,
    readerParameters: Readonly<Record<string, string>>,
  ): Promise<{ writer: string[]; reader: string[] }> {
    return {
      writer: this.writer.isRunning
        ? await this.writer.reload(writerParameters)
        : [],
      reader: this.reader.isRunning
        ? await this.#standby.reload(readerParameters, writerParameters)
        : [],
    };
  }

  /**
   * Makes a consistent copy of the cluster's data, from which a server can start. Works online
   * while the writer runs.
   *
   * @returns the time from which archived WAL continues the copy; undefined if the writer is not
   *   running
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

  /**
   * The latest time that can be restored with all commits: now if the writer is running, otherwise
   * when it last ran.
   */
  get restorableUntil(): Date | undefined {
    if (this.writer.isRunning) {
      this.#restorableUntil = new Date();
    } else {
      const control = join(this.writer.directory, 'global', 'pg_control');
      const stats = statSync(control, { throwIfNoEntry: false });
      // During a failover's exchange of folders, there may be none.
      this.#restorableUntil = stats
        ? new Date(stats.mtimeMs)
        : this.#restorableUntil;
    }
    return this.#restorableUntil;
  }

  async stop(): Promise<void> {
    // The writer stops first, so that its standby gets the last WAL.
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

  /** The server of a role. Without a second address, the writer replaces its reader. */
  servedBy(role: 'writer' | 'reader'): 'writer' | 'reader' {
    return role === 'reader' && this.host.readerAddress !== writerAddress
      ? 'reader'
      : 'writer';
  }

  async statistics(role: 'writer' | 'reader'): Promise<ServerStatistics> {
    const served = this.servedBy(role);
    try {
      const statistics = await readStatistics(this[served]);
      // Not while the server does not answer: it still recovers.
      if (await this.#crashes[served].happened()) {
        this.options.onServerEvent(served, 'crashed');
      }
      return statistics;
    } finally {
      await this[served].limitLog();
    }
  }
}
