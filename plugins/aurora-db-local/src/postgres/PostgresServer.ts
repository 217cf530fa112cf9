import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { errorCodeOf } from '../processes/errorCodeOf';
import { AdministrationSessions } from './connections/AdministrationSessions';
import { endOrphan } from './endOrphan';
import { endWithThisProcess } from './endWithThisProcess';
import { findPrivatePort } from './connections/loopbackAddresses';
import { offeredExtensions } from './extensions/ServerPrograms';
import type { PostgresBinaries } from './PostgresBinaries';
import { writeServerFile } from './files/ServerFiles';
import { ServerLog } from './ServerLog';
import {
  renderHostBasedAuthentication,
  renderServerSettings,
  type StartSettings,
} from './serverSettings';
import { serverAccount } from './serverAccount';

const readyWithinMs = 30_000;
const stopsWithinMs = 20_000;
const recoveryAttempts = 12;
/** PostgreSQL's error code while a server starts or recovers. */
const cannotConnectNow = '57P03';
const portAttempts = 5;

export interface PostgresServerOptions {
  binaries: PostgresBinaries;
  /** The data folder. */
  directory: string;
  /** The first log. See {@link PostgresServer.logTo}. */
  logFile: string;
  /** Password of the administration role, and the authority of the server's certificate. */
  administration: { password: string; authority: string };
  /** Statements that must run before clients can connect. */
  prepare?: () => Promise<void>;
  /**
   * The endpoints for clients. They open when the server answers and close when it stops or dies.
   * Without endpoints, clients cannot connect.
   */
  endpoints?: { open(): Promise<void>; close(): void };
  /** Told when the server dies, and when it answers again. */
  onDeath?: (event: 'died' | 'recovered') => void;
  log: (message: string) => void;
}

/**
 * A PostgreSQL server process on a data folder. It starts, stops, and restarts if it dies. It
 * listens on a port of 127.0.0.1 that changes with each start.
 */
export class PostgresServer {
  #process: ChildProcess | undefined;
  #settings: StartSettings | undefined;
  #port: number | undefined;
  #answers = false;
  readonly #sessions: AdministrationSessions;
  #log: ServerLog;
  #stopping = false;
  #starting = false;

  constructor(private readonly options: PostgresServerOptions) {
    this.#log = new ServerLog(options.logFile);
    this.#sessions = new AdministrationSessions({
      ...options.administration,
      port: () => this.port,
      majorVersion: this.majorVersion,
    });
  }

  get directory(): string {
    return this.options.directory;
  }

  get majorVersion(): number {
    return Number.parseInt(this.options.binaries.version, 10);
  }

  get log(): ServerLog {
    return this.#log;
  }

  get logFile(): string {
    return this.#log.file;
  }

  /** Lets the next start continue another log. */
  logTo(log: ServerLog): void {
    if (!this.isRunning) {
      this.#log = log;
    }
  }

  /** The postmaster's process id while it is running. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Whether clients can connect. */
  get answers(): boolean {
    return this.#answers;
  }

  /**
   * The server's port. Throws while the server is not running, because another process may have the
   * port.
   */
  get port(): number {
    if (this.#port === undefined || !this.#process) {
      throw new Error(`The server of ${this.options.directory} is not running`);
    }
    return this.#port;
  }

  /** The settings that the server was started with. */
  get settings(): StartSettings | undefined {
    return this.#settings;
  }

  /**
   * Resolves when the server answers and its endpoints are open. If the start fails, throws with
   * the end of the server's log.
   */
  async start(settings: StartSettings): Promise<void> {
    this.#settings = settings;
    this.#stopping = false;
    this.#starting = true;
    try {
      await this.endOrphan();
      await this.#writeAuthentication(settings);
      await this.#signal('standby', settings.follow !== undefined);
      await this.#signal('recovery', settings.recovery?.until !== undefined);
      await this.limitLog();
      await this.#startAtFreePort();
      await this.#openEndpoints();
    } finally {
      this.#starting = false;
    }
  }

  async #startAtFreePort(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.#port = await findPrivatePort();
      await this.#writeSettings();
      await this.#log.mark();
      if (this.#stopping) {
        throw new Error(
          `PostgreSQL in ${this.options.directory} was stopped while it started`,
        );
      }
      this.#spawn();
      try {
        await this.#untilReady();
        return;
      } catch (error) {
        const isTaken = /could not create any TCP\/IP sockets/.test(
          String(error),
        );
        if (!isTaken || attempt === portAttempts) {
          this.#stopping = true;
          throw error;
        }
      }
    }
  }

  async #openEndpoints(): Promise<void> {
    try {
      await this.options.prepare?.();
      this.#answers = true;
      await this.options.endpoints?.open();
    } catch (error) {
      // No client could reach it.
      await this.stop();
      throw error;
    }
    if (!this.#answers) {
      throw new Error(
        `PostgreSQL in ${this.options.directory} ended as soon as it had started`,
      );
    }
  }

  #closeEndpoints(): void {
    if (this.#answers) {
      this.#answers = false;
      this.options.endpoints?.close();
    }
  }

  /**
   * Sets parameters that need no restart on the running server.
   *
   * @returns the names of those that the server refused, in lowercase
   */
  async reload(
    parameters: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    if (!this.#settings) {
      return [];
    }
    this.#settings = { ...this.#settings, parameters };
    await this.#writeAuthentication(this.#settings);
    await this.#writeSettings();
    await this.query('SELECT pg_reload_conf()');
    const refused = await this.query<{ name: string }>(
      `SELECT lower(file.name) AS name FROM pg_file_settings AS file
         LEFT JOIN pg_settings AS known ON lower(known.name) = lower(file.name)
        WHERE file.error IS NOT NULL AND known.context IS DISTINCT FROM 'postmaster'`,
    );
    return refused.map(({ name }) => name);
  }

  /** Makes a standby follow its primary at the primary's current port. */
  async follow(port: number): Promise<void> {
    const { follow } = this.#settings ?? {};
    if (this.#settings && follow && follow.port !== port) {
      this.#settings = { ...this.#settings, follow: { ...follow, port } };
      if (this.isRunning || this.#starting) {
        await this.#writeSettings();
        // Reloads even if the standby does not answer yet.
        this.#process?.kill('SIGHUP');
      }
    }
  }

  /** Writes the file that tells PostgreSQL the kind of the start. */
  async #signal(kind: 'standby' | 'recovery', given: boolean): Promise<void> {
    const file = join(this.options.directory, `${kind}.signal`);
    await (given ? writeServerFile(file, '') : rm(file, { force: true }));
  }

  async #writeAuthentication(settings: StartSettings): Promise<void> {
    await writeServerFile(
      join(this.options.directory, 'pg_hba.conf'),
      renderHostBasedAuthentication(settings, this.majorVersion),
    );
  }

  async #writeSettings(): Promise<void> {
    if (this.#settings && this.#port !== undefined) {
      await writeServerFile(
        join(this.options.directory, 'postgresql.conf'),
        renderServerSettings(
          this.#settings,
          this.#port,
          offeredExtensions(this.options.binaries.directory),
        ),
      );
    }
  }

  /** Ends all connections and stops. Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#closeEndpoints();
    await this.#sessions.close();
    const child = this.#process;
    if (!child) {
      return;
    }
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
    });
    // A "fast" shutdown rolls open transactions back and writes a checkpoint.
    child.kill('SIGINT');
    const slow = setTimeout(() => child.kill('SIGQUIT'), stopsWithinMs);
    await ended;
    clearTimeout(slow);
  }

  /**
   * Runs a statement as the administration role. If a database is given, uses a separate session.
   */
  query<Row extends pg.QueryResultRow>(
    statement: string,
    values?: unknown[],
    database?: string,
  ): Promise<Row[]> {
    return this.#sessions.query<Row>(statement, values, database);
  }

  /** A separate session of the administration role: see `AdministrationSessions.connect`. */
  connect(
    ...parameters: Parameters<AdministrationSessions['connect']>
  ): Promise<pg.Client> {
    return this.#sessions.connect(...parameters);
  }

  #spawn(): void {
    const { binaries, directory } = this.options;
    const output = openSync(this.logFile, 'a', 0o600);
    try {
      const child = spawn(
        join(binaries.directory, 'bin', 'postgres'),
        ['-D', directory],
        {
          ...serverAccount(),
          cwd: directory,
          env: {
            PATH: process.env.PATH,
            LC_ALL: 'C.UTF-8',
            TZ: 'UTC',
            // A connection of dblink or postgres_fdw must not find passwords, certificates and
            // services of the account that runs the server.
            HOME: directory,
            PGPASSFILE: devNull,
            PGSERVICEFILE: devNull,
            PGSYSCONFDIR: devNull,
            // Nor load a library as an OpenSSL engine. With an empty folder of engines, OpenSSL
            // loads none, also if a name is the path of a library.
            OPENSSL_ENGINES: '',
          },
          stdio: ['ignore', output, output],
          // Ctrl-C in a terminal must reach only this process, which stops the servers in order.
          detached: true,
        },
      );
      this.#process = child;
      endWithThisProcess(child);
      child.once('error', error =>
        this.options.log(`PostgreSQL could not be started: ${error.message}`),
      );
      child.once('exit', code => this.#onExit(child, code));
    } finally {
      closeSync(output);
    }
  }

  #onExit(child: ChildProcess, code: number | null): void {
    if (this.#process !== child) {
      return;
    }
    this.#process = undefined;
    void this.#sessions.close();
    this.#closeEndpoints();
    if (!this.#stopping && !this.#starting) {
      this.options.log(
        `PostgreSQL in ${this.options.directory} ended unexpectedly (${code ?? 'killed'}). Restarting it`,
      );
      this.options.onDeath?.('died');
      this.#recover().catch((error: Error) => this.options.log(error.message));
    }
  }

  /** Retries, because the backends of a killed postmaster keep the data folder for a moment. */
  async #recover(): Promise<void> {
    for (let attempt = 1; !this.#process; attempt += 1) {
      await delay(100 * attempt, undefined, { ref: false });
      // Read now: the primary of a standby may have another port.
      const settings = this.#settings;
      if (!settings || this.#stopping || this.#starting) {
        return;
      }
      try {
        await this.start(settings);
        this.options.onDeath?.('recovered');
      } catch (error) {
        if (attempt === recoveryAttempts) {
          throw error;
        }
        this.#stopping = false;
      }
    }
  }

  async #untilReady(): Promise<void> {
    let until = Date.now() + readyWithinMs;
    for (;;) {
      try {
        await this.query('SELECT 1');
        return;
      } catch (error) {
        if (errorCodeOf(error) === cannotConnectNow) {
          // The server is running and recovers, which takes longer with more WAL.
          until = Date.now() + readyWithinMs;
        }
        if (!this.#process || Date.now() > until) {
          throw new Error(
            `PostgreSQL in ${this.options.directory} does not start: ${await this.#log.lastWords()}`,
            { cause: error },
          );
        }
      }
      await delay(20);
    }
  }

  /** Ends a server that an earlier aurora-db-local left behind: see `endOrphan`. */
  async endOrphan(): Promise<void> {
    if (!this.isRunning) {
      await endOrphan(this.options.directory);
    }
  }

  /** Starts a new log if the current one is long. */
  limitLog(): Promise<void> {
    return this.#log.limit();
  }
}
