import pg from 'pg';
import type { AddressBook } from './AddressBook.ts';
import { backOff } from './backOff.ts';
import { ConnectionWatch } from './ConnectionWatch.ts';
import { deadline, DeadlineExceededError, inTime } from './deadline.ts';
import type { DatabaseAddress } from './readDatabaseAddress.ts';
import { isRefusedLogin, transientError } from './transientErrors.ts';

/** What a function instance takes of the database at most; times in milliseconds. */
export const poolLimits = {
  /** Connections at most and at least. */
  max: 10,
  min: 1,
  /**
   * The time for a login, of an idle connection, and for an answer. A request's deadline comes
   * before them.
   */
  connectionTimeoutMillis: 30_000,
  idleTimeoutMillis: 30_000,
  query_timeout: 30_000,
  /**
   * What the server ends by itself, before the client gives up: a statement, a wait for a lock, a
   * transaction that sends nothing. So nothing is left behind by a function that was frozen or
   * killed.
   */
  statement_timeout: 20_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 20_000,
};
/**
 * How often the server looks whether the client of a running statement is still there, in
 * milliseconds.
 */
const clientCheckMs = 1_000;
/**
 * An idle connection is asked after this time whether it is still there, in milliseconds: while
 * Lambda freezes a function the server may have gone, and what is sent into a dead connection may
 * or may not have happened.
 */
const trustedForMs = 2_000;
/** How long that question may take, in milliseconds. */
const probeTimeoutMs = 3_000;
/**
 * A rotation changes the server's password first and the secret a moment later: logins are refused
 * meanwhile, for this time in milliseconds.
 */
const rotationMs = 5_000;
/** What pg-pool says of a caller that waited in vain. */
const waitedInVain = 'timeout exceeded when trying to connect';

export interface AuroraPoolOptions extends Partial<typeof poolLimits> {
  addresses: AddressBook;
  /** Another database of the same server. */
  database?: string;
  /** Told of each failed try to connect that is followed by another one. */
  onRetry?: (retry: { code: string; attempt: number }) => void;
}

/**
 * What each connection was made to, when, when it was last used (epoch milliseconds), and what it
 * is in the middle of.
 */
type Connections = WeakMap<
  object,
  {
    address: DatabaseAddress | undefined;
    madeAt: number;
    usedAt: number;
    watch: ConnectionWatch;
  }
>;

/** No connection came free in time: more work at once than connections. */
export class PoolExhaustedError extends Error {
  override name = 'PoolExhaustedError';
}

/**
 * A pool that connects to the address of the address book, and whose `connect` outlasts a
 * restart, a failover, a cold start and a rotated password: while there is no connection nothing
 * has been sent, so trying again is right for every statement.
 *
 * A connection is used again only if it is idle when it comes back: no statement unanswered, no
 * transaction open. All others are closed, and so are those that are still in use when the deadline
 * of their user has come.
 */
export class AuroraPool extends pg.Pool {
  readonly #addresses: AddressBook;
  readonly #patienceMs: number;
  readonly #max: number;
  readonly #onRetry: AuroraPoolOptions['onRetry'];
  readonly #connections: Connections;
  #retiredAt = 0;

  constructor({ addresses, database, onRetry, ...limits }: AuroraPoolOptions) {
    const settings = { ...poolLimits, ...limits };
    const connections: Connections = new WeakMap();
    super({
      ...settings,
      keepAlive: true,
      options: `-c client_connection_check_interval=${clientCheckMs}`,
      // Functions that end needn't wait for idle connections.
      allowExitOnIdle: true,
      Client: clientOf(addresses, connections, database),
    });
    this.#addresses = addresses;
    this.#patienceMs = settings.connectionTimeoutMillis;
    this.#max = settings.max;
    this.#onRetry = onRetry;
    this.#connections = connections;
    this.on('release', (_error, client) => {
      const connection = connections.get(client);
      if (connection) {
        connection.usedAt = Date.now();
      }
    });
    // The pool has removed an idle connection that breaks. The next user gets another one.
    this.on('error', () => undefined);
  }

  /**
   * Returns a connection that has just been checked.
   *
   * @throws `PoolExhaustedError`, or the reason why the database cannot be reached
   */
  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: boolean | Error) => void,
    ) => void,
  ): void;
  override connect(
    callback?: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: boolean | Error) => void,
    ) => void,
  ): Promise<pg.PoolClient> | void {
    const connecting = this.#connect();
    if (!callback) {
      return connecting;
    }
    connecting.then(
      client => callback(undefined, client, client.release.bind(client)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  /**
   * Closes every present connection instead of using it again, and reads the address again: after a
   * failover or a switch-over, they lead to a server that is no longer the writer.
   */
  async retire(): Promise<void> {
    this.#retiredAt = Date.now();
    await this.#addresses.renewed();
  }

  async #connect(): Promise<pg.PoolClient> {
    const begun = Date.now();
    const until = deadline();
    for (let attempt = 0; ;) {
      const address = await inTime(this.#addresses.current(), until);
      try {
        const client = await this.#take(begun, until);
        if (await this.#isUsable(client, address)) {
          return client;
        }
        // Makes room for a new one.
        client.release(true);
      } catch (error) {
        attempt += 1;
        const retry = await this.#judge(error, address);
        if (
          !retry ||
          !(await backOff(attempt, Math.min(begun + retry.forMs, until))) ||
          Date.now() >= until
        ) {
          throw error;
        }
        this.#onRetry?.({ code: retry.code, attempt });
      }
    }
  }

  /** A connection of pg's pool, which is closed unless it is idle when it comes back. */
  async #take(begun: number, until: number): Promise<pg.PoolClient> {
    const exhausted = () =>
      new PoolExhaustedError(
        `None of ${this.#max} connections came free within ${Math.min(this.#patienceMs, until - begun)} ms: ${this.waitingCount} more are waiting. ` +
          'Shorten transactions, or let a function instance do less at once',
      );
    const client = await inTime(
      super.connect(),
      until,
      () =>
        this.totalCount >= this.#max
          ? exhausted()
          : new DeadlineExceededError('The login was not done in time'),
      late => late.release(),
    ).catch((error: unknown) => {
      throw error instanceof Error && error.message === waitedInVain
        ? exhausted()
        : error;
    });
    const watch = this.#connections.get(client)?.watch;
    const timer =
      until === Infinity
        ? undefined
        : setTimeout(() => watch?.end(), Math.max(0, until - Date.now()));
    timer?.unref();
    const release = client.release;
    client.release = error => {
      clearTimeout(timer);
      release(error || !watch?.isIdle);
    };
    return client;
  }

  /** Whether to retry a refused connection, and until when. */
  async #judge(
    error: unknown,
    refused: DatabaseAddress,
  ): Promise<{ code: string; forMs: number } | undefined> {
    if (isRefusedLogin(error)) {
      const now =
        this.#addresses.known === refused
          ? await this.#addresses.renewed()
          : this.#addresses.known;
      return {
        code: 'a refused login',
        forMs: now === refused ? rotationMs : this.#patienceMs,
      };
    }
    const transient = transientError(error);
    return transient && { code: transient.code, forMs: this.#patienceMs };
  }

  async #isUsable(
    client: pg.PoolClient,
    address: DatabaseAddress,
  ): Promise<boolean> {
    const connection = this.#connections.get(client);
    if (
      connection?.address !== address ||
      connection.madeAt <= this.#retiredAt
    ) {
      return false;
    }
    if (Date.now() - connection.usedAt < trustedForMs) {
      return true;
    }
    const probe: pg.QueryConfig & { query_timeout: number } = {
      text: 'SELECT 1',
      query_timeout: probeTimeoutMs,
    };
    return client.query(probe).then(
      () => true,
      () => false,
    );
  }
}

/** Clients that connect to the address at the time of their creation. */
function clientOf(
  addresses: AddressBook,
  connections: Connections,
  database: string | undefined,
) {
  return class extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      const address = addresses.known;
      super({
        ...config,
        host: address?.host,
        port: address?.port,
        user: address?.user,
        database: database ?? address?.database,
        password: address?.password,
        ssl: { ca: address?.ca, rejectUnauthorized: true },
      });
      const madeAt = Date.now();
      connections.set(this, {
        address,
        madeAt,
        usedAt: madeAt,
        watch: new ConnectionWatch(this),
      });
    }
  };
}
