import { auroraLibraries } from './auroraParameters';

/** RDS's description of an engine parameter. */
export interface EngineParameter {
  name: string;
  description: string;
  /** A static one takes effect when an instance reboots. */
  applyType: 'static' | 'dynamic';
  dataType: 'boolean' | 'integer' | 'float' | 'string' | 'list';
  allowedValues: string | undefined;
}

type Row = [
  name: string,
  applyType: EngineParameter['applyType'],
  dataType: EngineParameter['dataType'],
  allowedValues: string | undefined,
  description: string,
];

const messageLevels =
  'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic';

const rows: Row[] = [
  ['rds.force_ssl', 'dynamic', 'boolean', '0,1', 'Force SSL connections.'],
  [
    'rds.logical_replication',
    'static',
    'boolean',
    '0,1',
    'Enables logical decoding.',
  ],
  [
    'rds.log_retention_period',
    'dynamic',
    'integer',
    '1440-10080',
    'Minutes that logs are kept.',
  ],
  [
    'rds.force_admin_logging_level',
    'dynamic',
    'string',
    `disabled,${messageLevels}`,
    'Log messages for RDS admin user actions.',
  ],
  [
    'rds.force_autovacuum_logging_level',
    'dynamic',
    'string',
    `disabled,${messageLevels}`,
    'Log level of autovacuum.',
  ],
  [
    'rds.restrict_password_commands',
    'static',
    'boolean',
    '0,1',
    'Restricts password commands to members of rds_password.',
  ],
  [
    'rds.accepted_password_auth_method',
    'dynamic',
    'string',
    'md5+scram,scram',
    'Authentication method of stored passwords.',
  ],
  [
    'rds.adaptive_autovacuum',
    'dynamic',
    'boolean',
    '0,1',
    'Enables adaptive autovacuum.',
  ],
  [
    'rds.babelfish_status',
    'static',
    'string',
    'on,off,datatypesonly',
    'Babelfish.',
  ],
  [
    'rds.enable_plan_management',
    'static',
    'boolean',
    '0,1',
    'Enables the apg_plan_mgmt extension.',
  ],
  [
    'apg_ccm_enabled',
    'static',
    'boolean',
    '0,1',
    'Enables cluster cache management.',
  ],
  [
    'aurora_compute_plan_id',
    'dynamic',
    'boolean',
    '0,1',
    'Monitors execution plans.',
  ],
  [
    'application_name',
    'dynamic',
    'string',
    undefined,
    'Sets the application name to be reported in statistics and logs.',
  ],
  [
    'pg_stat_statements.track',
    'dynamic',
    'string',
    'none,top,all',
    'Selects which statements are tracked.',
  ],
  [
    'pg_stat_statements.max',
    'static',
    'integer',
    '100-2147483647',
    'Maximum number of statements tracked.',
  ],
  [
    'pg_stat_statements.save',
    'dynamic',
    'boolean',
    '0,1',
    'Saves statistics across shutdowns.',
  ],
  [
    'pg_stat_statements.track_planning',
    'dynamic',
    'boolean',
    '0,1',
    'Tracks planning duration.',
  ],
  [
    'pg_stat_statements.track_utility',
    'dynamic',
    'boolean',
    '0,1',
    'Tracks utility commands.',
  ],
  [
    'auto_explain.log_analyze',
    'dynamic',
    'boolean',
    '0,1',
    'Uses EXPLAIN ANALYZE.',
  ],
  [
    'auto_explain.log_buffers',
    'dynamic',
    'boolean',
    '0,1',
    'Logs the use of buffers.',
  ],
  [
    'auto_explain.log_format',
    'dynamic',
    'string',
    'text,xml,json,yaml',
    'Format of plans.',
  ],
  [
    'auto_explain.log_min_duration',
    'dynamic',
    'integer',
    '-1-2147483647',
    'Minimum execution time above which plans are logged, ms.',
  ],
  [
    'auto_explain.log_nested_statements',
    'dynamic',
    'boolean',
    '0,1',
    'Logs nested statements.',
  ],
  [
    'auto_explain.log_settings',
    'dynamic',
    'boolean',
    '0,1',
    'Logs modified parameters.',
  ],
  [
    'auto_explain.log_timing',
    'dynamic',
    'boolean',
    '0,1',
    'Collects timing data.',
  ],
  [
    'auto_explain.log_triggers',
    'dynamic',
    'boolean',
    '0,1',
    'Includes statistics of triggers.',
  ],
  [
    'auto_explain.log_verbose',
    'dynamic',
    'boolean',
    '0,1',
    'Uses EXPLAIN VERBOSE.',
  ],
  [
    'auto_explain.sample_rate',
    'dynamic',
    'float',
    '0-1',
    'Fraction of statements to process.',
  ],
  [
    'pg_prewarm.autoprewarm',
    'static',
    'boolean',
    '0,1',
    'Starts the autoprewarm worker.',
  ],
  [
    'pg_prewarm.autoprewarm_interval',
    'dynamic',
    'integer',
    '0-2147483',
    'Seconds between dumps of shared buffers.',
  ],
];

/** Parameters of RDS and of libraries, which the server does not know before it loads them. */
export const additionalParameters: readonly EngineParameter[] = rows.map(
  ([name, applyType, dataType, allowedValues, description]) => ({
    name,
    description,
    applyType,
    dataType,
    allowedValues,
  }),
);

const onOff = 'on,off';
const tlsVersions = 'TLSv1.2,TLSv1.3';

/** Values of strings. PostgreSQL's binaries list only those of type enum. */
export const enumerations: Readonly<Record<string, string>> = {
  backslash_quote: `safe_encoding,${onOff}`,
  bytea_output: 'escape,hex',
  client_min_messages:
    'debug5,debug4,debug3,debug2,debug1,log,notice,warning,error',
  compute_query_id: `auto,regress,${onOff}`,
  constraint_exclusion: `partition,${onOff}`,
  default_toast_compression: 'pglz,lz4',
  default_transaction_isolation:
    'serializable,repeatable read,read committed,read uncommitted',
  intervalstyle: 'postgres,postgres_verbose,sql_standard,iso_8601',
  log_error_verbosity: 'default,terse,verbose',
  log_filename:
    'postgresql.log.%Y-%m-%d,postgresql.log.%Y-%m-%d-%H,postgresql.log.%Y-%m-%d-%H%M',
  log_min_error_statement: messageLevels,
  log_min_messages: messageLevels,
  log_statement: 'none,ddl,mod,all',
  password_encryption: 'md5,scram-sha-256',
  plan_cache_mode: 'auto,force_generic_plan,force_custom_plan',
  session_replication_role: 'origin,replica,local',
  ssl_max_protocol_version: tlsVersions,
  ssl_min_protocol_version: `TLSv1,TLSv1.1,${tlsVersions}`,
  stats_fetch_consistency: 'none,cache,snapshot',
  synchronous_commit: `local,remote_write,remote_apply,${onOff}`,
  track_functions: 'none,pl,all',
  xmlbinary: 'base64,hex',
  xmloption: 'content,document',
};

/** Strings that are lists, and their allowed elements. */
export const lists: Readonly<Record<string, string>> = {
  log_destination: 'stderr,csvlog',
  shared_preload_libraries: auroraLibraries.join(','),
};

/** Ranges that are narrower in RDS than in PostgreSQL. */
export const stricterRanges: Readonly<Record<string, string>> = {
  max_connections: '6-262143',
};
