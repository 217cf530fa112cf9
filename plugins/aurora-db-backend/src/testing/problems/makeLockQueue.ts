import type pg from 'pg';
import { connect, disconnect, type Problem } from './Problem';

const table = 'problem_accounts';

/**
 * An application whose sessions wait for the lock on a row, which a transaction that does not end
 * has.
 *
 * @param options - `sessions` that wait, and `idle` connections of the application's pool
 */
export async function makeLockQueue(
  config: pg.ClientConfig,
  { sessions = 40, idle = 0 }: { sessions?: number; idle?: number } = {},
): Promise<Problem> {
  const [holder] = await connect(config, 'interest-batch');
  await holder?.query(`DROP TABLE IF EXISTS ${table}`);
  await holder?.query(
    `CREATE TABLE ${table} (id integer PRIMARY KEY, balance numeric NOT NULL)`,
  );
  await holder?.query(`INSERT INTO ${table} VALUES (1, 0)`);
  await holder?.query('BEGIN');
  await holder?.query(`UPDATE ${table} SET balance = 100 WHERE id = 1`);
  const pool = await connect(config, 'payments', idle);
  const clients = await connect(config, 'payments', sessions);
  const waiting = clients.map((client, index) =>
    client.query(`UPDATE ${table} SET balance = balance + $1 WHERE id = $2`, [
      index,
      1,
    ]),
  );
  return {
    async stop() {
      await holder?.query('ROLLBACK');
      await Promise.allSettled(waiting);
      await holder?.query(`DROP TABLE ${table}`);
      await disconnect([...pool, ...clients, ...(holder ? [holder] : [])]);
    },
  };
}
