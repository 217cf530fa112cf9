import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from './testDatabase.ts';

/**
 * Abandoned work is ended within a second or so, on a busy machine later. Less than the time that
 * work without a deadline has.
 */
const quietWithinMs = 25_000;
/** Without the server's own limits, which would also end abandoned work. */
export const noLimits = {
  statement_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
};

/** A session that holds a lock for a test calls itself so. */
export const lockHolder = { application_name: 'holds a lock' };

/**
 * Waits until no session of a database waits for a lock or is in the middle of a transaction.
 * Sessions that hold locks for a test do not count.
 */
export async function untilQuiet(server: TestDatabase): Promise<void> {
  const { address, name } = server;
  for (const until = Date.now() + quietWithinMs; ; await delay(100)) {
    const busy = await server.query(
      `SELECT pid, state, wait_event_type, query FROM pg_stat_activity
        WHERE datname = $1 AND usename = $2 AND pid <> pg_backend_pid()
          AND (state = 'active' OR state LIKE 'idle in transaction%') AND application_name <> $3`,
      [name, address.user, lockHolder.application_name],
    );
    if (busy.length === 0) {
      return;
    }
    assert(
      Date.now() < until,
      `this still runs, and nobody waits for it: ${JSON.stringify(busy)}`,
    );
  }
}
