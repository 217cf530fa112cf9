import { z } from 'zod';
import {
  statementCounters,
  type StatementReadings,
} from '../../service/InsightsInstance';
import type { PostgresServer } from '../PostgresServer';
import { administrationRole } from '../serverSettings';

const columns = `
  OUT userid oid, OUT dbid oid, OUT toplevel boolean, OUT queryid bigint, OUT query text,
  OUT plans bigint, OUT total_plan_time float8, OUT min_plan_time float8, OUT max_plan_time float8,
  OUT mean_plan_time float8, OUT stddev_plan_time float8, OUT calls bigint,
  OUT total_exec_time float8, OUT min_exec_time float8, OUT max_exec_time float8,
  OUT mean_exec_time float8, OUT stddev_exec_time float8, OUT rows bigint,
  OUT shared_blks_hit bigint, OUT shared_blks_read bigint, OUT shared_blks_dirtied bigint,
  OUT shared_blks_written bigint, OUT local_blks_hit bigint, OUT local_blks_read bigint,
  OUT local_blks_dirtied bigint, OUT local_blks_written bigint, OUT temp_blks_read bigint,
  OUT temp_blks_written bigint, OUT blk_read_time float8, OUT blk_write_time float8,
  OUT wal_records bigint, OUT wal_fpi bigint, OUT wal_bytes numeric`;

/**
 * The function of the extension pg_stat_statements 1.9, which later libraries have too. The
 * administration must not read the extension itself: its owner could replace it by a function that
 * would then run as a superuser. Hides the statements of other users, as the extension does.
 */
export const statementStatisticsFunction = `CREATE OR REPLACE FUNCTION pg_catalog.aurora_local_statements(IN showtext boolean, ${columns})
    RETURNS SETOF record LANGUAGE c STRICT VOLATILE PARALLEL SAFE
    AS '$libdir/pg_stat_statements', 'pg_stat_statements_1_9'`;

const rowSchema = z.object({
  queryid: z.string(),
  counters: z.array(z.coerce.number()).length(statementCounters.length),
});

const counters = `
  SELECT queryid::text, ARRAY[${statementCounters.map(name => `sum(${name})::float8`).join(', ')}] AS counters
  FROM pg_catalog.aurora_local_statements(false)
  WHERE queryid IS NOT NULL AND userid <> '${administrationRole}'::regrole
  GROUP BY queryid`;

const texts = `
  SELECT DISTINCT ON (queryid) queryid::text, query FROM pg_catalog.aurora_local_statements(true)
  WHERE queryid = ANY ($1::bigint[]) AND query IS NOT NULL ORDER BY queryid`;

const textSchema = z.object({ queryid: z.string(), query: z.string() });

/** Reads the statistics of statements, and the normalized texts of some. */
export async function readStatements(
  server: PostgresServer,
  wanted: readonly string[],
): Promise<StatementReadings> {
  const [start] = await server.query<{ started: string; loaded: boolean }>(
    `SELECT extract(epoch FROM pg_postmaster_start_time())::text AS started,
       current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%' AS loaded`,
  );
  if (!start?.loaded) {
    return { server: '', statements: [], texts: new Map() };
  }
  const rows = z.array(rowSchema).parse(await server.query(counters));
  const found =
    wanted.length > 0
      ? z.array(textSchema).parse(await server.query(texts, [wanted]))
      : [];
  return {
    server: start.started,
    statements: rows.map(row => ({
      queryId: row.queryid,
      counters: row.counters,
    })),
    texts: new Map(found.map(({ queryid, query }) => [queryid, query])),
  };
}
