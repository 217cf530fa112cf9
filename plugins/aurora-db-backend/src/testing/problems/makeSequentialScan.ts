import type pg from 'pg';
import { connect, disconnect, type Problem } from './Problem';

const table = 'problem_orders';
const rows = 150_000;
/** An index can't be used for it, and it takes longer than `log_min_duration_statement`. */
const scan = `SELECT count(*) FROM ${table} WHERE note ~ $1`;

/**
 * An application that searches a large table without an index, again and again. The scans use all of
 * the CPU.
 *
 * @param options - `sessions` that search at the same time
 */
export async function makeSequentialScan(
  config: pg.ClientConfig,
  { sessions = 4 }: { sessions?: number } = {},
): Promise<Problem> {
  const [owner] = await connect(config, 'order-import');
  await owner?.query(`DROP TABLE IF EXISTS ${table}`);
  await owner?.query(
    `CREATE TABLE ${table} AS
     SELECT id, repeat(md5(id::text), 8) AS note FROM generate_series(1, ${rows}) id`,
  );
  const clients = await connect(config, 'order-search', sessions);
  let isStopped = false;
  const searching = clients.map(async client => {
    while (!isStopped) {
      await client.query(scan, ['a.*b.*c.*d.*e.*f.*0.*1.*2.*x']);
    }
  });
  return {
    async stop() {
      isStopped = true;
      await Promise.allSettled(searching);
      await owner?.query(`DROP TABLE ${table}`);
      await disconnect([...clients, ...(owner ? [owner] : [])]);
    },
  };
}
