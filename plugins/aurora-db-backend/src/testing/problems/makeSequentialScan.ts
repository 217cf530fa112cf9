import type pg from 'pg';
import { connect, disconnect, type Problem } from './Problem';

const table = 'problem_orders';
const rowsAtOnce = 20_000;
/** No index helps a search by a pattern. */
const scan = `SELECT count(*) FROM ${table} WHERE note ~ $1`;
const pattern = 'a.*b.*c.*d.*e.*f.*x';
/** Longer than `log_min_duration_statement`, so that the log has the statement. In ms. */
const slowMs = 1_200;

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
  if (!owner) {
    throw new Error('There is no connection');
  }
  await owner.query(`DROP TABLE IF EXISTS ${table}`);
  await owner.query(`CREATE TABLE ${table} (id bigserial, note text)`);
  let tookMs = 0;
  while (tookMs < slowMs) {
    await owner.query(
      `INSERT INTO ${table} (note)
       SELECT repeat(md5(id::text), 8) FROM generate_series(1, ${rowsAtOnce}) id`,
    );
    const start = performance.now();
    await owner.query(scan, [pattern]);
    tookMs = performance.now() - start;
  }
  const clients = await connect(config, 'order-search', sessions);
  let isStopped = false;
  const searching = clients.map(async client => {
    while (!isStopped) {
      await client.query(scan, [pattern]);
    }
  });
  return {
    async work() {
      await owner.query(scan, [pattern]);
      await owner.query(scan, [pattern]);
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(searching);
      await owner.query(`DROP TABLE ${table}`);
      await disconnect([...clients, owner]);
    },
  };
}
