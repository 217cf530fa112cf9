import type { EngineParameter } from './EngineParameter';

/** Libraries that `shared_preload_libraries` may name. */
const auroraLibraries = [
  'apg_plan_mgmt',
  'auto_explain',
  'babelfishpg_tds',
  'orafce',
  'pg_bigm',
  'pg_cron',
  'pg_hint_plan',
  'pg_prewarm',
  'pg_similarity',
  'pg_stat_statements',
  'pg_tle',
  'pgaudit',
  'pglogical',
  'plprofiler',
];

const cipherSuites = [
  'DHE-RSA-AES128-SHA',
  'DHE-RSA-AES128-SHA256',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-SHA',
  'DHE-RSA-AES256-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
];

const onOff = 'on,off';
const messageLevels =
  'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal';

/**
 * Values of PostgreSQL's strings. Its binaries do not list them. Source, here and below:
 * DescribeDBClusterParameters of family aurora-postgresql14 in AWS, and PostgreSQL's documentation
 * for later parameters.
 */
export const enumerations: Readonly<Record<string, string>> = {
  backslash_quote: `safe_encoding,${onOff}`,
  bytea_output: 'escape,hex',
  client_min_messages:
    'debug5,debug4,debug3,debug2,debug1,log,notice,warning,error',
  compute_query_id: 'auto,on',
  constraint_exclusion: `partition,${onOff}`,
  debug_parallel_query: `${onOff},regress`,
  default_toast_compression: 'pglz,lz4',
  default_transaction_isolation:
    'serializable,repeatable read,read committed,read uncommitted',
  huge_pages: onOff,
  intervalstyle: 'postgres,postgres_verbose,sql_standard,iso_8601',
  log_error_verbosity: 'terse,default,verbose',
  log_filename:
    'postgresql.log.%Y-%m-%d,postgresql.log.%Y-%m-%d-%H,postgresql.log.%Y-%m-%d-%H%M',
  log_min_error_statement: `${messageLevels},panic`,
  log_min_messages: messageLevels,
  log_statement: 'none,ddl,mod,all',
  password_encryption: 'md5,scram-sha-256',
  plan_cache_mode: 'auto,force_generic_plan,force_custom_plan',
  recovery_init_sync_method: 'fsync,syncfs',
  session_replication_role: 'origin,replica,local',
  ssl_max_protocol_version: 'TLSv1.2,TLSv1.3',
  ssl_min_protocol_version: 'TLSv1,TLSv1.1,TLSv1.2,TLSv1.3',
  stats_fetch_consistency: 'none,cache,snapshot',
  synchronous_commit: `local,${onOff}`,
  track_functions: 'none,pl,all',
  xmlbinary: 'base64,hex',
  xmloption: 'content,document',
};

/** Strings that are lists, and their allowed elements. */
export const lists: Readonly<Record<string, string>> = {
  log_destination: 'stderr,csvlog',
  shared_preload_libraries: auroraLibraries.join(','),
  ssl_ciphers: cipherSuites.join(','),
};

/** Ranges that are narrower in RDS than in PostgreSQL. */
export const stricterRanges: Readonly<Record<string, string>> = {
  autovacuum_freeze_max_age: '100000000-750000000',
  autovacuum_multixact_freeze_max_age: '10000000-2000000000',
  hash_mem_multiplier: '1-1000',
  log_rotation_age: '10-1440',
  log_rotation_size: '50000-1000000',
  max_connections: '6-262143',
  max_files_per_process: '74-2147483647',
  max_replication_slots: '5-262143',
  max_standby_streaming_delay: '1000-30000',
  max_wal_senders: '5-262143',
  vacuum_failsafe_age: '0-1200000000',
  vacuum_multixact_failsafe_age: '0-1200000000',
  wal_receiver_timeout: '0-3600000',
  wal_sender_timeout: '0-3600000',
};

/** Parameters of PostgreSQL whose values are integers in RDS. */
export const integers = new Set([
  'autovacuum_vacuum_cost_delay',
  'vacuum_cost_delay',
]);

const hidden = (
  name: string,
  dataType: EngineParameter['dataType'],
  description: string,
  more: Partial<EngineParameter> = {},
): EngineParameter => ({
  name,
  applyType: 'dynamic',
  dataType,
  allowedValues: dataType === 'boolean' ? '0,1' : undefined,
  defaultSource: 'engine-default',
  description,
  ...more,
});

/** Parameters of PostgreSQL that `postgres --describe-config` does not list. */
export const hiddenParameters: readonly EngineParameter[] = [
  hidden(
    'application_name',
    'string',
    'Application name in statistics and logs.',
  ),
  hidden(
    'backtrace_functions',
    'string',
    'Functions whose errors are logged with a backtrace.',
  ),
  hidden('config_file', 'string', 'Main configuration file of the server.', {
    applyType: 'static',
  }),
  hidden(
    'debug_parallel_query',
    'string',
    'Forces the use of parallel query.',
    {
      allowedValues: enumerations.debug_parallel_query,
    },
  ),
  hidden('force_parallel_mode', 'boolean', 'Forces the use of parallel query.'),
  hidden(
    'remove_temp_files_after_crash',
    'boolean',
    'Removes temporary files after a crash of a backend.',
  ),
];
