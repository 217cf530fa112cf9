import { secretValue } from './provokedErrors';
import type { Connect, Session } from './Session';

/** Errors that need transactions, several sessions or logins. */
export const sessionScenarios: ReadonlyArray<
  (one: Session, other: Session, connect: Connect) => Promise<unknown>
> = [
  async one => {
    await one.run('BEGIN');
    await one.run('SELECT 1 / 0');
    await one.run('SELECT 2');
  },
  async one => {
    await one.run('BEGIN READ ONLY');
    await one.run(`INSERT INTO users VALUES (7, '${secretValue}')`);
  },
  async one => {
    await one.run('BEGIN; SELECT 1');
    await one.run('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE');
  },
  async one => {
    await one.run('SELECT lastval()');
    await one.run('SAVEPOINT one');
    await one.run('DECLARE one CURSOR FOR SELECT 1');
    await one.run('SELECT $1::integer', []);
    await one.run('SELECT $1::integer', [secretValue]);
    await one.run('VACUUM; SELECT 1');
  },
  async one => {
    await one.run('PREPARE one AS SELECT * FROM parts');
    await one.run('PREPARE one AS SELECT * FROM parts');
    await one.run('ALTER TABLE parts ADD COLUMN note text');
    await one.run('EXECUTE one');
  },
  async one => {
    await one.run("BEGIN; ALTER TYPE app.mood ADD VALUE 'sad'");
    await one.run("SELECT 'sad'::app.mood");
  },
  async one => {
    await one.run('BEGIN; DECLARE one CURSOR FOR SELECT 1');
    await one.run('DECLARE one CURSOR FOR SELECT 1');
  },
  async one => {
    await one.run('SET ROLE reader');
    await one.run('SELECT * FROM users');
    await one.run('SELECT app.twice(1)');
    await one.run("SELECT nextval('numbers')");
    await one.run('INSERT INTO guarded VALUES (98765)');
    await one.run('DROP TABLE users');
    await one.run('CREATE DATABASE other');
    await one.run('CREATE ROLE other');
    await one.run('CREATE SCHEMA other');
    await one.run('CREATE EXTENSION hstore');
    await one.run("SELECT pg_read_file('x')");
    await one.run("SET session_replication_role = 'replica'");
    await one.run('SELECT * FROM pg_authid');
    await one.run('GRANT SELECT ON users TO member');
    await one.run('ALTER ROLE member RENAME TO other');
  },
  async one => {
    await one.run("SET statement_timeout = '20ms'");
    await one.run('SELECT pg_sleep(60)');
  },
  async (one, other) => {
    await one.run('BEGIN; LOCK TABLE users');
    await other.run("SET lock_timeout = '20ms'");
    await other.run('SELECT * FROM users');
    await other.run('LOCK TABLE users NOWAIT');
  },
  async (one, other) => {
    await one.run('BEGIN; SELECT * FROM users FOR UPDATE');
    await other.run('SELECT * FROM users FOR UPDATE NOWAIT');
  },
  async (one, other) => {
    const sleep = one.run('SELECT pg_sleep(60)');
    await untilBusy(one, other);
    await other.run(`SELECT pg_cancel_backend(${one.pid})`);
    await sleep;
  },
  async (one, other) => {
    const sleep = one.run('SELECT pg_sleep(60)');
    await untilBusy(one, other);
    await other.run(`SELECT pg_terminate_backend(${one.pid})`);
    await sleep;
  },
  async one => {
    await one.run("SET idle_in_transaction_session_timeout = '20ms'");
    await one.run('BEGIN');
    await one.ended;
  },
  async one => {
    await one.run("SET idle_session_timeout = '20ms'");
    await one.ended;
  },
  async (one, other) => {
    await one.run('INSERT INTO users VALUES (11), (12)');
    await one.run("INSERT INTO users VALUES (11, 'a'), (12, 'b')");
    await one.run('BEGIN; UPDATE users SET age = 1 WHERE id = 11');
    await other.run('BEGIN; UPDATE users SET age = 1 WHERE id = 12');
    await Promise.all([
      one.run('UPDATE users SET age = 2 WHERE id = 12'),
      other.run('UPDATE users SET age = 2 WHERE id = 11'),
    ]);
  },
  async (one, other) => {
    await one.run('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM users');
    await other.run('UPDATE users SET age = 40 WHERE id = 1');
    await one.run('UPDATE users SET age = 41 WHERE id = 1');
  },
  async (one, other) => {
    const begin = 'BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT * FROM guarded';
    await one.run(begin);
    await other.run(begin);
    await one.run('INSERT INTO guarded VALUES (1)');
    await other.run('INSERT INTO guarded VALUES (2)');
    await one.run('COMMIT');
    await other.run('COMMIT');
  },
  async one => {
    await one.run('DROP DATABASE orders');
    await one.run('DROP ROLE postgres');
    await one.run('DROP ROLE reader');
    await one.run('ALTER DATABASE orders RENAME TO other');
  },
  async (_, __, connect) => {
    await connect({ password: secretValue });
    await connect({ database: 'no_such_database' });
    await connect({ user: 'no_such_role' });
    await connect({ ssl: false });
  },
  async (one, _, connect) => {
    const password = 'correct-horse-battery';
    await one.run(
      `CREATE ROLE nobody PASSWORD '${password}'; CREATE ROLE few LOGIN PASSWORD '${password}' CONNECTION LIMIT 0`,
    );
    await connect({ user: 'nobody', password });
    await connect({ user: 'few', password });
    await one.run('CREATE DATABASE full_up CONNECTION LIMIT 0');
    await one.run('REVOKE CONNECT ON DATABASE full_up FROM PUBLIC');
    await one.run('ALTER ROLE few CONNECTION LIMIT 5');
    await connect({ user: 'few', password, database: 'full_up' });
    await one.run('GRANT CONNECT ON DATABASE full_up TO few');
    await connect({ user: 'few', password, database: 'full_up' });
  },
];

/** Waits until a session executes a statement. */
async function untilBusy(busy: Session, watcher: Session): Promise<void> {
  await watcher.run(
    `DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ${busy.pid} AND wait_event = 'PgSleep') LOOP PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END $$`,
  );
}
