import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { errorCodeOf } from '../errorCodeOf';
import { AdministrationSessions } from './connections/AdministrationSessions';
import { endOrphan } from './endOrphan';
import { endWithThisProcess } from './endWithThisProcess';
import { findPrivatePort } from './connections/loopbackAddresses';
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
/** PostgreSQL's code of a server that starts up or recovers. */
const cannotConnectNow = '57P03';
const portAttempts = 5;

export interface PostgresServerOptions {
  binaries: PostgresBinaries;
  /** The data folder. */
  directory: string;
  logFile: string;
  /** Password of the administration role, and the authority that the server's certificate is from. */
  administration: { password: string; authority: string };
  /** What must be done, by statements, before clients are let in. */
  prepare?: () => Promise<void>;
  /** What lets clients in: opened once the server answers, closed as soon as it stops or has died. Nobody comes in where absent. */
  endpoints?: { open(): Promise<void>; close(): void };
  log: (message: string) => void;
}

/**
 * One PostgreSQL server process on one data folder: starts, stops, and is started again when it dies by itself. It listens on a port of
 * 127.0.0.1 that is another one with each start.
 */
export class PostgresServer {
  #process: ChildProcess | undefined;
  #settings: StartSettings | undefined;
  #port: number | undefined;
  #answers = false;
  readonly #sessions: AdministrationSessions;
  readonly #log: ServerLog;
  #stopping = false;
  #starting = false;

  constructor(private readonly options: PostgresServerOptions) {
    this.#log = new ServerLog(options.logFile);
    this.#sessions = new AdministrationSessions({
      ...options.administration,
      port: () => this.port,
    });
  }

  get directory(): string {
    return this.options.directory;
  }

  get logFile(): string {
    return this.#log.file;
  }

  /** The postmaster's process id while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Whether clients can be let in. */
  get answers(): boolean {
    return this.#answers;
  }

  /** Where it listens. Throws while it doesn't run: somebody else may be there then. */
  get port(): number {
    if (this.#port === undefined || !this.#process) {
      throw new Error(`The server of ${this.options.directory} is not running`);
    }
    return this.#port;
  }

  /** What the server was started with. */
  get settings(): StartSettings | undefined {
    return this.#settings;
  }

  /** Resolves when the server answers, and its endpoints are open. Throws with the end of its log when it doesn't. */
  async start(settings: StartSettings): Promise<void> {
    this.#settings = settings;
    this.#stopping = false;
    this.#starting = true;
    try {
      const { directory } = this.options;
      await this.endOrphan();
      await writeServerFile(
        join(directory, 'pg_hba.conf'),
        renderHostBasedAuthentication(settings),
      );
      await this.#signal('standby', settings.follow !== undefined);
      await this.#signal('recovery', settings.recovery?.until !== undefined);
      await this.limitLog();
      await this.#startAtFreePort();
      await this.#openDoors();
    } finally {
      this.#starting = false;
    }
  }

  async #startAtFreePort(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.#port = await findPrivatePort();
      await this.#writeSettings();
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

  async #openDoors(): Promise<void> {
    try {
      await this.options.prepare?.();
      this.#answers = true;
      await this.options.endpoints?.open();
    } catch (error) {
      // Nobody could reach it.
      await this.stop();
      throw error;
    }
    if (!this.#answers) {
      throw new Error(
        `PostgreSQL in ${this.options.directory} ended as soon as it had started`,
      );
    }
  }

  #closeDoors(): void {
    if (this.#answers) {
      this.#answers = false;
      this.options.endpoints?.close();
    }
  }

  /** Gives the running server other values of parameters that need no restart. */
  async reload(parameters: Readonly<Record<string, string>>): Promise<void> {
    if (!this.#settings) {
      return;
    }
    this.#settings = { ...this.#settings, parameters };
    await this.#writeSettings();
    await this.query('SELECT pg_reload_conf()');
  }

  /** Has a standby follow its primary at the port that it has now. */
  async follow(port: number): Promise<void> {
    const { follow } = this.#settings ?? {};
    if (this.#settings && follow && follow.port !== port) {
      this.#settings = { ...this.#settings, follow: { ...follow, port } };
      if (this.isRunning || this.#starting) {
        await this.#writeSettings();
        // Reloads, even where the standby doesn't answer yet.
        this.#process?.kill('SIGHUP');
      }
    }
  }

  /** Tells PostgreSQL by a file, as it wants to be told, what kind of start this is. */
  async #signal(kind: 'standby' | 'recovery', given: boolean): Promise<void> {
    const file = join(this.options.directory, `${kind}.signal`);
    await (given ? writeServerFile(file, '') : rm(file, { force: true }));
  }

  async #writeSettings(): Promise<void> {
    if (this.#settings && this.#port !== undefined) {
      await writeServerFile(
        join(this.options.directory, 'postgresql.conf'),
        renderServerSettings(this.#settings, this.#port),
      );
    }
  }

  /** Ends all connections and stops; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#closeDoors();
    await this.#sessions.close();
    const child = this.#process;
    if (!child) {
      return;
    }
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
    });
    // "Fast" shutdown: rolls open transactions back and writes a checkpoint.
    child.kill('SIGINT');
    const slow = setTimeout(() => child.kill('SIGQUIT'), stopsWithinMs);
    await ended;
    clearTimeout(slow);
  }

  /** Runs a statement as the administration role, in a session of its own where a database is given. */
  query<Row extends pg.QueryResultRow>(
    statement: string,
    values?: unknown[],
    database?: string,
  ): Promise<Row[]> {
    return this.#sessions.query<Row>(statement, values, database);
  }

  /** A session of its own as the administration role: see `AdministrationSessions.connect`. */
  connect(
    ...parameters: Parameters<AdministrationSessions['connect']>
  ): Promise<pg.Client> {
    return this.#sessions.connect(...parameters);
  }

  #spawn(): void {
    const { binaries, directory, logFile } = this.options;
    const output = openSync(logFile, 'a', 0o600);
    try {
      const child = spawn(
        join(binaries.directory, 'bin', 'postgres'),
        ['-D', directory],
        {
          ...serverAccount(),
          cwd: directory,
          env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
          stdio: ['ignore', output, output],
          // A terminal's Ctrl-C is for us: we stop the servers in order.
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
    this.#closeDoors();
    if (!this.#stopping && !this.#starting) {
      this.options.log(
        `PostgreSQL in ${this.options.directory} ended by itself (${code ?? 'killed'}): starting it again`,
      );
      this.#recover().catch((error: Error) => this.options.log(error.message));
    }
  }

  /** Backends that outlive a killed postmaster for a moment keep the data folder: hence the patience. */
  async #recover(): Promise<void> {
    for (let attempt = 1; !this.#process; attempt += 1) {
      await delay(100 * attempt, undefined, { ref: false });
      // As it is now: the primary of a standby may have got another port.
      const settings = this.#settings;
      if (!settings || this.#stopping || this.#starting) {
        return;
      }
      try {
        await this.start(settings);
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
          // It lives and recovers, which takes as long as there is WAL.
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

  /** Begins a new log once it is long. */
  limitLog(): Promise<void> {
    return this.#log.limit();
  }
}
