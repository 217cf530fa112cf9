import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Client } = createRequire(
  new URL('../../plugins/aurora-db-local/package.json', import.meta.url),
)('pg');

const adjustEveryMs = 5_000;
/** Pause between two steps of the start, so that the start causes no peak of CPU. */
const startPauseMs = 50;
/** Longest pause, so that a change of the load shows. */
const longestPauseMs = 5_000;
/** More than the servers' buffers (8 MB), so that there are reads. */
const items = 30_000;
const itemsAtOnce = 1_000;
const ordersKept = 20_000;

/** Keeps connections to a database open and makes its server work, as much as its load says. */
export class DatabaseLoad {
  #options;
  #clients = new Set();
  #stopping = new AbortController();
  #running;

  /**
   * @param {{ connection: object, loadAt: (at: number) => import('./demoDatabases.mjs').Load }} options
   *   `connection`: options of pg's Client
   */
  constructor(options) {
    this.#options = options;
  }

  start() {
    this.#running = Promise.all([this.#keepConnections(), this.#work()]);
  }

  async stop() {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(
      Array.from(this.#clients, client => client.end().catch(() => {})),
    );
  }

  get #isRunning() {
    return !this.#stopping.signal.aborted;
  }

  /** Waits, but not longer than until the stop. */
  #pause(milliseconds) {
    return new Promise(resolve => {
      const timer = setTimeout(done, milliseconds);
      const { signal } = this.#stopping;
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }

  async #connect() {
    const client = new Client({
      ...this.#options.connection,
      application_name: 'demo',
      connectionTimeoutMillis: 10_000,
    });
    // The server ended, or closed the connection. It is replaced.
    client.on('error', () => this.#clients.delete(client));
    await client.connect();
    this.#clients.add(client);
    return client;
  }

  async #keepConnections() {
    while (this.#isRunning) {
      // The one that works is another.
      const wanted =
        Math.round(this.#options.loadAt(Date.now()).connections) - 1;
      try {
        while (this.#isRunning && this.#clients.size < wanted) {
          await this.#connect();
          await this.#pause(startPauseMs);
        }
        for (const client of [...this.#clients].slice(Math.max(0, wanted))) {
          this.#clients.delete(client);
          await client.end();
        }
      } catch {
        // A user may stop, restore or delete the database at any time.
      }
      await this.#pause(adjustEveryMs);
    }
  }

  async #prepare(client) {
    await client.query(`
      CREATE TABLE IF NOT EXISTS demo_orders
        (id bigserial PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now(), item int NOT NULL);
      CREATE TABLE IF NOT EXISTS demo_items (id int PRIMARY KEY, name text NOT NULL);`);
    const { rows } = await client.query(
      'SELECT coalesce(max(id), 0) AS last FROM demo_items',
    );
    for (
      let first = rows[0].last + 1;
      first <= items && this.#isRunning;
      first += itemsAtOnce
    ) {
      await client.query(
        'INSERT INTO demo_items SELECT n, repeat(md5(n::text), 16) FROM generate_series($1::int, $2::int) AS n',
        [first, first + itemsAtOnce - 1],
      );
      await this.#pause(startPauseMs);
    }
  }

  async #work() {
    while (this.#isRunning) {
      let client;
      try {
        client = await this.#connect();
        this.#clients.delete(client);
        await this.#prepare(client);
        const clock = await ServerClock.of(client);
        while (this.#isRunning) {
          const begun = performance.now();
          const cpuBefore = clock.cpuMs();
          await workOnce(client);
          const elapsed = performance.now() - begun;
          const cpu = clock.cpuMs() - cpuBefore;
          const { cores } = this.#options.loadAt(Date.now());
          await this.#pause(
            Math.max(0, Math.min(longestPauseMs, cpu / cores - elapsed)),
          );
        }
      } catch {
        await this.#pause(adjustEveryMs);
      } finally {
        await client?.end().catch(() => {});
      }
    }
  }
}

/** The CPU time of the server's process of a connection, in milliseconds. */
class ServerClock {
  static async of(client) {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    return new ServerClock(rows[0].pid);
  }

  #file;

  /** @private */
  constructor(pid) {
    this.#file = `/proc/${pid}/schedstat`;
  }

  cpuMs() {
    return Number(readFileSync(this.#file, 'utf8').split(' ')[0]) / 1e6;
  }
}

/** Takes about 20 ms of CPU. */
async function workOnce(client) {
  await client.query(
    'INSERT INTO demo_orders (item) SELECT ceil(random() * $1) FROM generate_series(1, 50)',
    [items],
  );
  await client.query(
    'DELETE FROM demo_orders WHERE id <= (SELECT max(id) FROM demo_orders) - $1',
    [ordersKept],
  );
  await client.query(
    `SELECT count(DISTINCT name) FROM demo_items
     WHERE id IN (SELECT item FROM demo_orders ORDER BY id DESC LIMIT 500)`,
  );
  await client.query('SELECT sum(sqrt(n)) FROM generate_series(1, 50000) AS n');
}
