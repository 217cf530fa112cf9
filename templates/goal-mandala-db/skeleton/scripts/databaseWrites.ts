import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';

/** Longest time for sessions to end, in milliseconds. */
const endWithinMs = 10_000;
/**
 * A login during the change may still begin with the old setting and appear a moment later. Such
 * sessions are looked for during this time, in milliseconds.
 */
const latecomersMs = 1_000;
const lookEveryMs = 100;

const sessionsSchema = z.array(
  z.object({
    user: z.string(),
    state: z.string(),
    count: z.number(),
    longestSeconds: z.number().nullable(),
  }),
);

/**
 * Client sessions of a database without this one: their number by user and state, and the age of the
 * oldest transaction.
 */
export type Sessions = z.infer<typeof sessionsSchema>;

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
  await client.query(alter('SET default_transaction_read_only = on'));
  return endSessions(client);
}

/**
 * Allows writes again, and ends the sessions that began while they were stopped.
 *
 * @returns how many sessions were ended
 */
export async function allowWrites(client: pg.ClientBase): Promise<number> {
  await client.query(alter('RESET default_transaction_read_only'));
  return endSessions(client);
}

/** Reads the sessions of the client's database. */
export async function readSessions(client: pg.ClientBase): Promise<Sessions> {
  const { rows } = await client.query(
    `SELECT usename AS "user", coalesce(state, 'unknown') AS state, count(*)::int AS count,
            max(extract(epoch FROM clock_timestamp() - xact_start))::float8 AS "longestSeconds"
       FROM pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
      GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
  );
  return sessionsSchema.parse(rows);
}

/** ALTER DATABASE takes no parameter, so the server composes the statement. */
function alter(change: string): string {
  return `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I ${change}', current_database()); END $$`;
}

/**
 * Ends the sessions that began before now, until none is left. Those of superusers are RDS's own,
 * which write nothing and cannot be ended.
 */
async function endSessions(client: pg.ClientBase): Promise<number> {
  const {
    rows: [now],
  } = await client.query('SELECT clock_timestamp()::text AS at');
  const ended = new Set<number>();
  for (const begun = Date.now(); ; await delay(lookEveryMs)) {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid, pg_terminate_backend(pid)
         FROM pg_stat_activity JOIN pg_roles ON pg_roles.oid = usesysid
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
          AND NOT rolsuper AND backend_start <= $1`,
      [now?.at],
    );
    if (rows.length === 0 && Date.now() - begun >= latecomersMs) {
      return ended.size;
    }
    if (Date.now() - begun > endWithinMs) {
      throw new Error(
        `Sessions that were told to end are still there after ${endWithinMs} ms, and may write: ${rows.map(({ pid }) => pid).join(', ')}. ` +
          'Try again; a restart of the instance ends them surely',
      );
    }
    for (const { pid } of rows) {
      ended.add(pid);
    }
  }
}
