import pg from 'pg';
import { writerAddress } from './loopbackAddresses';
import { administrationRole } from './serverSettings';

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
      return (await this.#client.query<Row>(statement, values)).rows;
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
    { queryTimeoutMs = 10_000 } = {},
  ): Promise<pg.Client> {
    const client = new pg.Client({
      host: writerAddress,
      port: this.options.port(),
      user: administrationRole,
      password: this.options.password,
      database,
      ssl: { ca: this.options.authority },
      application_name: administrationRole,
      connectionTimeoutMillis: 5_000,
      query_timeout: queryTimeoutMs,
      options: '-c log_statement=none -c log_min_duration_statement=-1',
    });
    client.on('error', () => {
      if (this.#client === client) {
        this.#client = undefined;
      }
    });
    await client.connect();
    return client;
  }

  /** Ends the shared session; the next statement begins another. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A connection that is already broken has nothing to say goodbye to.
    await client?.end().catch(() => undefined);
  }
}
