import { Socket } from 'node:net';
import pg from 'pg';
import { writerAddress } from './loopbackAddresses';
import { errorCodeOf } from '../../processes/errorCodeOf';
import { administrationDatabase, administrationRole } from '../serverSettings';

/**
 * Some of these sessions are in a database of the master user, with its settings and its schema
 * `public`. A function or operator there that matches a statement better than PostgreSQL's own would
 * run as a superuser. The search_path prevents that. The other settings override those of the
 * database and of the parameter group, which could end or change the statements.
 */
const settings = {
  search_path: 'pg_catalog',
  role: 'none',
  local_preload_libraries: '',
  standard_conforming_strings: 'on',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read\\ committed',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  session_replication_role: 'origin',
  log_min_messages: 'warning',
  log_disconnections: 'off',
  log_statement: 'none',
  log_statement_stats: 'off',
  log_parser_stats: 'off',
  log_planner_stats: 'off',
  log_executor_stats: 'off',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  debug_print_parse: 'off',
  debug_print_rewritten: 'off',
  debug_print_plan: 'off',
  'auto_explain.log_min_duration': '-1',
};
/** The first major version with this timeout. An older server refuses a session that names it. */
const firstMajorWithTransactionTimeout = 17;

/** Much longer than a statement takes on a busy machine. */
const answersWithinMs = 60_000;
const connectsWithinMs = 30_000;
/** PostgreSQL's error code for a database that does not exist. */
const noSuchDatabase = '3D000';

/** Sessions of the administration role with one server. They leave no trace in the server's log. */
export class AdministrationSessions {
  #client: pg.Client | undefined;
  /** The connection of a shared session that is not open yet. */
  #connecting: Socket | undefined;
  /** The end of the last statement of the shared session, which runs one statement at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      /** The server's current port. */
      port: () => number;
      majorVersion: number;
      password: string;
      /** The authority of the server's certificate, as PEM. */
      authority: string;
      /**
       * Longest duration of a statement, unless its session has another one. Default: one minute.
       */
      answersWithinMs?: number;
    },
  ) {}

  /** Runs a statement in the shared session, or in a separate one if a database is given. */
  async query<Row extends pg.QueryResultRow>(
    statement: string,
    values?: unknown[],
    database?: string,
  ): Promise<Row[]> {
    if (database) {
      const client = await this.connect(database);
      try {
        return (await client.query<Row>(statement, values)).rows;
      } finally {
        await client.end();
      }
    }
    const result = this.#turn.then(async () => {
      const client = this.#client ?? (await this.#begin());
      try {
        return (await client.query<Row>(statement, values)).rows;
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) {
          // Without an answer, the session may still wait for one, and so would the next statement.
          this.#forget(client);
        }
        throw error;
      } finally {
        if (client !== this.#client) {
          await client.end().catch(() => undefined);
        }
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /**
   * Opens a separate session.
   *
   * @param options - `queryTimeoutMs`: the longest wait for an answer; 0 for no limit
   */
  async connect(
    database: string,
    options: { queryTimeoutMs?: number } = {},
  ): Promise<pg.Client> {
    const client = this.#newClient(database, options);
    await client.connect();
    return client;
  }

  /**
   * Opens the shared session. Data of an older aurora-db-local has no database for it before
   * `grantPrivileges`: until then, each statement has a session of its own.
   */
  async #begin(): Promise<pg.Client> {
    try {
      this.#client = await this.#open(administrationDatabase);
      return this.#client;
    } catch (error) {
      if (errorCodeOf(error) !== noSuchDatabase) {
        throw error;
      }
      return this.#open('postgres');
    }
  }

  /** {@link close} ends the wait if another process has the port. */
  async #open(database: string): Promise<pg.Client> {
    const socket = new Socket();
    this.#connecting = socket;
    try {
      const client = this.#newClient(database, { stream: () => socket });
      await client.connect();
      return client;
    } finally {
      this.#connecting = undefined;
    }
  }

  #newClient(
    database: string,
    {
      queryTimeoutMs = this.options.answersWithinMs ?? answersWithinMs,
      stream,
    }: { queryTimeoutMs?: number; stream?: () => Socket },
  ): pg.Client {
    const client = new pg.Client({
      stream,
      host: writerAddress,
      port: this.options.port(),
      user: administrationRole,
      password: this.options.password,
      database,
      ssl: { ca: this.options.authority },
      application_name: administrationRole,
      connectionTimeoutMillis: connectsWithinMs,
      query_timeout: queryTimeoutMs,
      options: Object.entries({
        ...settings,
        ...(this.options.majorVersion >= firstMajorWithTransactionTimeout && {
          transaction_timeout: '0',
        }),
      })
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    });
    client.on('error', () => this.#forget(client));
    return client;
  }

  #forget(client: pg.Client): void {
    if (this.#client === client) {
      this.#client = undefined;
    }
  }

  /** Ends the shared session, even while it connects. The next statement opens another. */
  async close(): Promise<void> {
    this.#connecting?.destroy();
    const client = this.#client;
    this.#client = undefined;
    // The connection may be broken already.
    await client?.end().catch(() => undefined);
  }
}
