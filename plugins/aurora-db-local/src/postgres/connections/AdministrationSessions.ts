import pg from 'pg';
import { writerAddress } from './loopbackAddresses';
import { administrationRole } from '../serverSettings';

/**
 * The master user owns the database that these sessions are in, with its settings and the schema `public`. A function or operator there
 * that fits a statement of ours better than PostgreSQL's own would run as a superuser: hence the search_path. The other settings keep
 * those of the database, and of the parameter group, from ending or changing our statements.
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
  log_statement: 'none',
  log_min_duration_statement: '-1',
};

/** Far longer than a statement takes on a machine whose cores are busy. */
const answersWithinMs = 60_000;
const connectsWithinMs = 30_000;

/** Sessions of the administration role with one server. They leave no trace in its log. */
export class AdministrationSessions {
  #client: pg.Client | undefined;
  /** The end of the last statement of the shared session: it takes one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      /** Where the server listens now. */
      port: () => number;
      password: string;
      /** That the server's certificate is from, as PEM. */
      authority: string;
      /** How long a statement may take, unless its session says otherwise; a minute if absent. */
      answersWithinMs?: number;
    },
  ) {}

  /** Runs a statement in the session that all share, or in one of its own where a database is given. */
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
      this.#client ??= await this.connect('postgres');
      const client = this.#client;
      try {
        return (await client.query<Row>(statement, values)).rows;
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) {
          // No answer: the session may still wait for one, and the next statement with it.
          this.#forget(client);
          await client.end().catch(() => undefined);
        }
        throw error;
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /**
   * A session of its own.
   *
   * @param options - `queryTimeoutMs`: how long an answer may take; 0 for work that takes as long as there is data
   */
  async connect(
    database: string,
    { queryTimeoutMs = this.options.answersWithinMs ?? answersWithinMs } = {},
  ): Promise<pg.Client> {
    const client = new pg.Client({
      host: writerAddress,
      port: this.options.port(),
      user: administrationRole,
      password: this.options.password,
      database,
      ssl: { ca: this.options.authority },
      application_name: administrationRole,
      connectionTimeoutMillis: connectsWithinMs,
      query_timeout: queryTimeoutMs,
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    });
    client.on('error', () => this.#forget(client));
    await client.connect();
    return client;
  }

  #forget(client: pg.Client): void {
    if (this.#client === client) {
      this.#client = undefined;
    }
  }

  /** Ends the shared session; the next statement begins another. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A connection that is already broken has nothing to say goodbye to.
    await client?.end().catch(() => undefined);
  }
}
