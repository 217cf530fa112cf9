/**
 * The placeholder parameters of a server's configuration that Aurora's functions read: its own
 * instance, and the cluster's.
 */
export const instanceParameters = {
  own: 'aurora_local.instance',
  writer: 'aurora_local.writer',
  /** Separated by commas. */
  readers: 'aurora_local.readers',
} as const;

const settings = (name: keyof typeof instanceParameters) =>
  `current_setting('${instanceParameters[name]}', true)`;

/** A position in the WAL as the number that Aurora shows. */
const position = (lsn: string) => `(${lsn} - '0/0'::pg_lsn)::bigint`;

const columns = `
  OUT server_id text, OUT session_id text, OUT durable_lsn bigint, OUT highest_lsn_rcvd bigint,
  OUT current_read_lsn bigint, OUT cur_replay_latency_in_usec bigint, OUT active_txns integer,
  OUT is_current boolean, OUT last_transport_error integer, OUT last_error_timestamp timestamptz,
  OUT last_update_timestamp timestamptz, OUT feedback_xmin bigint, OUT feedback_epoch bigint,
  OUT replica_lag_in_msec double precision, OUT log_stream_speed_in_kib_per_second double precision,
  OUT log_buffer_sequence_number bigint, OUT oldest_read_view_trx_id bigint,
  OUT oldest_read_view_lsn bigint, OUT pending_read_ios bigint, OUT read_ios bigint,
  OUT iops integer, OUT cpu double precision`;

/**
 * All instances, at the writer and at a reader. The writer knows its standby from streaming
 * replication, the standby knows its writer from what it receives.
 */
const replicaStatus = `
  WITH state AS (
    SELECT pg_is_in_recovery() AS is_reader,
      CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
        ELSE pg_current_wal_flush_lsn() END AS durable,
      (SELECT count(*)::integer FROM pg_stat_get_activity(NULL)
        WHERE backend_xid IS NOT NULL) AS active,
      ${settings('own')} AS own
  ), standby AS (
    SELECT s.write_lsn AS received, s.replay_lsn AS replayed,
        coalesce(extract(epoch FROM s.replay_lag), 0) AS lag, a.backend_xmin AS xmin
      FROM pg_stat_get_wal_senders() AS s JOIN pg_stat_get_activity(NULL) AS a ON a.pid = s.pid
      WHERE NOT pg_is_in_recovery() AND a.application_name = 'reader'
    UNION ALL
    SELECT pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(),
        CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
          ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END,
        NULL
      WHERE pg_is_in_recovery()
  )
  SELECT ${settings('writer')}, 'MASTER_SESSION_ID', ${position('state.durable')}, NULL::bigint,
      NULL::bigint, NULL::bigint, CASE WHEN is_reader THEN NULL ELSE active END, NULL::boolean,
      NULL::integer, NULL::timestamptz,
      CASE WHEN own = ${settings('writer')} THEN NULL ELSE clock_timestamp() END,
      NULL::bigint, NULL::bigint, NULL::double precision, NULL::double precision, NULL::bigint,
      NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::integer, NULL::double precision
    FROM state
  UNION ALL
  SELECT reader, md5(reader)::uuid::text, ${position('state.durable')}, ${position('received')},
      ${position('replayed')}, (lag * 1000000)::bigint, CASE WHEN is_reader THEN active END, NULL,
      NULL, NULL, CASE WHEN own = reader THEN NULL ELSE clock_timestamp() END,
      xmin::text::bigint, NULL, lag * 1000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM state
      CROSS JOIN unnest(string_to_array(nullif(${settings('readers')}, ''), ',')) AS reader
      LEFT JOIN standby ON true`;

/**
 * Functions of Aurora, in the schema in which Aurora has them. Dumps contain nothing of that
 * schema.
 */
export const auroraFunctions: readonly string[] = [
  `CREATE OR REPLACE FUNCTION pg_catalog.aurora_version() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) OPERATOR(pg_catalog.||) '.0' $$`,
  `CREATE OR REPLACE FUNCTION pg_catalog.aurora_db_instance_identifier() RETURNS character varying
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.current_setting('${instanceParameters.own}', true)::character varying $$`,
  `CREATE OR REPLACE FUNCTION pg_catalog.aurora_replica_status(${columns}) RETURNS SETOF record
    LANGUAGE sql VOLATILE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog, pg_temp
    AS $$${replicaStatus} $$`,
];
