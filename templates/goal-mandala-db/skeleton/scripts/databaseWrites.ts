import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** Longest time for sessions to end, in milliseconds. */
const endWithinMs = 10_000;
/**
 * A login during the change may still begin with the old setting and appear a moment later. Such
 * sessions are looked for during this time, in milliseconds.
 */
const latecomersMs = 1_000;

/** Whether new sessions of the client's database are read-only unless they say otherwise. */
export async function areWritesStopped(
  client: pg.ClientBase,
): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
      WHERE datname = current_database() AND setrole = 0 AND 'default_transaction_read_only=on' = ANY (setconfig)`,
  );
  return rows.length > 0;
}

/**
 * Makes transactions of new sessions of the client's database read-only, and ends all earlier
 * sessions, so that nothing is written when this resolves. Applications continue to read. A session
 * that sets itself read-write still writes.
 *
 * @returns how many sessions were ended
 */
export async function stopWrites(client: pg.ClientBase): Promise<number> {
  return alter(client, 'SET default_transaction_read_only = on');
}

/**
 * Allows writes again, and ends the sessions that began while they were stopped.
 *
 * @returns how many sessions were ended
 */
export async function allowWrites(client: pg.ClientBase): Promise<number> {
  return alter(client, 'RESET default_transaction_read_only');
}

/**
 * Changes the database, and ends the sessions that began before, until none is left. Those of
 * superusers are RDS's own, which write nothing and cannot be ended.
 */
async function alter(client: pg.ClientBase, change: string): Promise<number> {
  // ALTER DATABASE takes no parameter, so the server composes the statement.
  await client.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I ${change}', current_database()); END $$`,
  );
  const { rows: now } = await client.query('SELECT clock_timestamp()::text');
  const ended = new Set<number>();
  for (const begun = Date.now(); ; await delay(100)) {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid, pg_terminate_backend(pid)
         FROM pg_stat_activity JOIN pg_roles ON pg_roles.oid = usesysid
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
          AND NOT rolsuper AND backend_start <= $1`,
      [now[0]?.clock_timestamp],
    );
    const pids = rows.map(({ pid }) => pid);
    pids.forEach(pid => ended.add(pid));
    if (pids.length === 0 && Date.now() - begun >= latecomersMs) {
      return ended.size;
    }
    if (Date.now() - begun > endWithinMs) {
      throw new Error(
        `Sessions that were told to end are still there after ${endWithinMs} ms, and may write: ${pids.join(', ')}. ` +
          'Try again; a restart of the instance ends them surely',
      );
    }
  }
}
