import { z } from 'zod';
import type { SessionActivity } from '../service/InsightsInstance';
import type { PostgresServer } from './PostgresServer';
import { administrationRole, replicationRole } from './serverSettings';

const text = z
  .string()
  .nullable()
  .transform(value => value ?? undefined);
const rowSchema = z.object({
  state: text,
  is_client: z.boolean(),
  wait_type: text,
  wait_event: text,
  session_type: z.string(),
  database: text,
  user_id: text,
  user_name: text,
  application: text,
  host: text,
  query_id: text,
  query: text,
  sessions: z.coerce.number(),
  blocked: z.coerce.number(),
  idle_seconds: z.coerce.number(),
});

/** One row for all idle sessions of a state, however many there are. */
const statement = `
  SELECT state, backend_type = 'client backend' AS is_client,
    CASE WHEN is_active THEN wait_event_type END AS wait_type,
    CASE WHEN is_active THEN wait_event END AS wait_event,
    CASE WHEN is_active THEN backend_type ELSE '' END AS session_type,
    CASE WHEN is_active THEN datname END AS database,
    CASE WHEN is_active THEN usesysid::text END AS user_id,
    CASE WHEN is_active THEN usename END AS user_name,
    CASE WHEN is_active THEN nullif(application_name, '') END AS application,
    CASE WHEN is_active THEN host(client_addr) END AS host,
    CASE WHEN is_active THEN query_id::text END AS query_id,
    CASE WHEN is_active THEN nullif(query, '') END AS query,
    count(*) AS sessions,
    count(*) FILTER (WHERE wait_event_type = 'Lock') AS blocked,
    coalesce(max(extract(epoch FROM clock_timestamp() - xact_start))
      FILTER (WHERE state LIKE 'idle in transaction%'), 0) AS idle_seconds
  FROM (SELECT *, state = 'active' AS is_active FROM pg_stat_activity) AS a
  WHERE (backend_type = 'client backend' OR (is_active AND backend_type <> 'walsender'))
    AND usename IS DISTINCT FROM '${administrationRole}' AND usename IS DISTINCT FROM '${replicationRole}'
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`;

/** Reads what the sessions of a server do now, without those of the administration. */
export async function readActivity(
  server: PostgresServer,
): Promise<SessionActivity> {
  const rows = z.array(rowSchema).parse(await server.query(statement));
  const count = (matches: (row: z.infer<typeof rowSchema>) => boolean) =>
    rows.filter(matches).reduce((sum, { sessions }) => sum + sessions, 0);
  const inState = (state: string) =>
    count(row => row.is_client && row.state === state);
  return {
    active: rows
      .filter(({ state }) => state === 'active')
      .map(row => ({
        sessions: row.sessions,
        waitType: row.wait_type,
        waitEvent: row.wait_event,
        sessionType: row.session_type,
        database: row.database,
        userId: row.user_id,
        user: row.user_name,
        application: row.application,
        host: row.host,
        queryId: row.query_id === '0' ? undefined : row.query_id,
        query: row.query,
      })),
    states: {
      active: inState('active'),
      idle: inState('idle'),
      idleInTransaction: inState('idle in transaction'),
      idleInTransactionAborted: inState('idle in transaction (aborted)'),
    },
    connections: count(({ is_client }) => is_client),
    idleInTransactionSeconds: Math.max(
      0,
      ...rows.map(({ idle_seconds }) => idle_seconds),
    ),
    blocked: rows.reduce((sum, { blocked }) => sum + blocked, 0),
  };
}
