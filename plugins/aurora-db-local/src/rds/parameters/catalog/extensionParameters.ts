import type { EngineParameter, ParameterLevel } from './EngineParameter';

const levels =
  'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic';
const hintLevels =
  'debug5,debug4,debug3,debug2,debug1,log,info,notice,warning,error';
const auditClasses = ['ddl', 'function', 'misc', 'read', 'role', 'write'];
const tlsVersions = 'TLSv1,TLSv1.1,TLSv1.2';
const dataTypes = ['boolean', 'integer', 'float', 'string', 'list'] as const;

/**
 * Parameters of RDS, Aurora and libraries, which a server does not know before it loads them: name,
 * level, apply type, data type, allowed values (`*` for any), Aurora's default (`-` for none, `=`
 * before one that is set by RDS), description. Sources: Aurora user guide, "Amazon Aurora
 * PostgreSQL parameters"; DescribeDBClusterParameters of family aurora-postgresql14 in AWS.
 */
const rows = `
ansi_constraint_trigger_ordering cluster dynamic boolean 0,1 - Fires constraint triggers in the order of the SQL standard.
ansi_force_foreign_key_checks cluster dynamic boolean 0,1 - Referential actions happen in any trigger context.
ansi_qualified_update_set_target cluster dynamic boolean 0,1 - Accepts table and schema names in UPDATE … SET.
apg_ccm_enabled cluster dynamic boolean 0,1 - Cluster cache management.
apg_enable_batch_mode_function_execution both dynamic boolean 0,1 - Functions in batch mode process sets of rows.
apg_enable_correlated_any_transform both dynamic boolean 0,1 - Turns correlated ANY subqueries into joins.
apg_enable_function_migration both dynamic boolean 0,1 - Moves scalar functions into the FROM clause.
apg_enable_not_in_transform both dynamic boolean 0,1 - Turns NOT IN subqueries into anti joins.
apg_enable_remove_redundant_inner_joins both dynamic boolean 0,1 - Removes redundant inner joins.
apg_enable_semijoin_push_down both dynamic boolean 0,1 - Semijoin filters for hash joins.
apg_plan_mgmt.capture_plan_baselines both dynamic list manual,automatic,off off Mode of the capture of plans.
apg_plan_mgmt.explain_hashes both dynamic boolean 0,1 0 Shows hashes of statements and plans in EXPLAIN.
apg_plan_mgmt.log_plan_enforcement_result both dynamic string none,on_error,all none Logs results of the enforcement of plans.
apg_plan_mgmt.max_databases both static integer 10-2147483647 10 Most databases that manage plans.
apg_plan_mgmt.max_plans both static integer 10-2147483647 10000 Most plans in the cache.
apg_plan_mgmt.plan_capture_threshold both dynamic float 0-1.79769e+308 0 Least estimated cost of a captured plan.
apg_plan_mgmt.plan_hash_version both dynamic integer 1-4 1 Version of the hash of plans.
apg_plan_mgmt.plan_retention_period both static integer 1-2147483647 32 Days after which an unused plan is deleted.
apg_plan_mgmt.unapproved_plan_execution_threshold both dynamic integer 0-2147483647 0 Cost below which an unapproved plan runs.
apg_plan_mgmt.use_plan_baselines both dynamic list true,false false Uses approved and fixed plans only.
apg_write_forward.connect_timeout cluster static integer 1-2147483647 =30 Seconds to wait for a connection to the primary.
apg_write_forward.consistency_mode cluster static list off,eventual,session,global =off Consistency of reads with write forwarding.
apg_write_forward.idle_in_transaction_session_timeout cluster static integer 1-2147483647 =0 Longest idle time in a forwarded transaction, in ms.
apg_write_forward.idle_session_timeout cluster static integer 1-2147483647 =300000 Longest idle time between forwarded queries, in ms.
apg_write_forward.max_forwarding_connections_percent cluster static integer 1-100 =25 Percentage of max_connections for forwarding.
aurora_compute_plan_id both dynamic boolean 0,1 - Computes identifiers of execution plans.
auto_explain.log_analyze both dynamic boolean 0,1 - Logs plans with EXPLAIN ANALYZE.
auto_explain.log_buffers both dynamic boolean 0,1 - Logs the use of buffers.
auto_explain.log_format both dynamic string text,xml,json,yaml - Format of logged plans.
auto_explain.log_min_duration both dynamic integer -1-2147483647 - Duration from which plans are logged, in ms.
auto_explain.log_nested_statements both dynamic boolean 0,1 - Logs nested statements.
auto_explain.log_settings both dynamic boolean 0,1 - Logs changed settings.
auto_explain.log_timing both dynamic boolean 0,1 - Logs the time in each node.
auto_explain.log_triggers both dynamic boolean 0,1 - Logs statistics of triggers.
auto_explain.log_verbose both dynamic boolean 0,1 - Logs plans with EXPLAIN VERBOSE.
auto_explain.sample_rate both dynamic float 0-1 - Fraction of statements whose plan is logged.
babelfishpg_tds.default_server_name cluster dynamic string * - Name of the Babelfish server.
babelfishpg_tds.listen_addresses both static string * =* Addresses of the TDS port.
babelfishpg_tds.port cluster static integer 1-65535 =1433 TDS port.
babelfishpg_tds.product_version cluster dynamic string * default Version of SQL Server that clients see.
babelfishpg_tds.tds_debug_log_level both dynamic integer 0-3 1 Log level of TDS.
babelfishpg_tds.tds_default_numeric_precision cluster dynamic integer 1-38 38 Default precision of numeric columns.
babelfishpg_tds.tds_default_numeric_scale cluster dynamic integer 0-38 8 Default scale of numeric columns.
babelfishpg_tds.tds_default_packet_size cluster dynamic integer 512-32767 4096 Default size of packets.
babelfishpg_tds.tds_default_protocol_version cluster dynamic string TDSv7.0,TDSv7.1,TDSv7.1.1,TDSv7.2,TDSv7.3A,TDSv7.3B,TDSv7.4,DEFAULT DEFAULT Default version of TDS.
babelfishpg_tds.tds_ssl_encrypt cluster dynamic boolean 0,1 0 Encrypts TDS.
babelfishpg_tds.tds_ssl_max_protocol_version cluster dynamic string ${tlsVersions} TLSv1.2 Highest TLS version of TDS.
babelfishpg_tds.tds_ssl_min_protocol_version cluster dynamic string ${tlsVersions} TLSv1 Lowest TLS version of TDS.
babelfishpg_tsql.default_locale cluster static string * en-US Locale of new collations.
babelfishpg_tsql.migration_mode cluster static list single-db,multi-db,null single-db Whether there are several user databases.
babelfishpg_tsql.server_collation_name cluster static string * sql_latin1_general_cp1_ci_as Default collation.
babelfishpg_tsql.version cluster dynamic string * default Output of @@VERSION.
cron.database_name both static string * postgres Database of pg_cron.
cron.log_min_messages cluster dynamic string ${levels} fatal Log level of the launcher of jobs.
cron.log_run both static string on,off on Records runs of jobs.
cron.log_statement both static string on,off off Logs statements of jobs.
cron.max_running_jobs both static integer 0-100 5 Most jobs at a time.
cron.use_background_workers both static string * =on Runs jobs in background workers.
orafce.nls_date_format cluster dynamic string * - Format of dates, as in Oracle.
orafce.timezone cluster dynamic string * - Time zone of sysdate.
pg_bigm.enable_recheck both dynamic string on,off on Rechecks results of a search.
pg_bigm.gin_key_limit both dynamic integer 0-2147483647 0 Most 2-grams of a search.
pg_bigm.similarity_limit both dynamic float 0-1 0.3 Threshold of a similarity search.
pg_hint_plan.debug_print both dynamic string off,on,detailed,verbose - Logs results of parsed hints.
pg_hint_plan.enable_hint both dynamic boolean 0,1 - Uses hints in comments.
pg_hint_plan.enable_hint_table both dynamic boolean 0,1 - Uses the table of hints.
pg_hint_plan.message_level both dynamic string ${hintLevels} - Level of debug messages.
pg_hint_plan.parse_messages both dynamic string ${hintLevels} - Level of parse errors.
pg_prewarm.autoprewarm both static boolean 0,1 - Starts the worker that prewarms buffers.
pg_prewarm.autoprewarm_interval both dynamic integer 0-2147483 - Seconds between dumps of the list of buffers.
pg_stat_statements.max both static integer 100-2147483647 - Most statements that are tracked.
pg_stat_statements.save both dynamic boolean 0,1 - Keeps statistics over shutdowns.
pg_stat_statements.track both dynamic string none,top,all - Which statements are tracked.
pg_stat_statements.track_planning both dynamic boolean 0,1 - Tracks planning.
pg_stat_statements.track_utility both dynamic boolean 0,1 - Tracks utility commands.
pgaudit.log both dynamic list ${[...auditClasses, 'none', 'all', ...auditClasses.map(name => `-${name}`)].join(',')} - Classes of audited statements.
pgaudit.log_catalog both dynamic boolean 0,1 - Audits statements on pg_catalog.
pgaudit.log_level both dynamic string debug5,debug4,debug3,debug2,debug1,info,notice,warning,log - Level of audit entries.
pgaudit.log_parameter both dynamic boolean 0,1 - Audits parameters of statements.
pgaudit.log_relation both dynamic boolean 0,1 - One entry for each relation.
pgaudit.log_statement_once both dynamic boolean 0,1 - Logs the text of a statement once.
pgaudit.role both dynamic string rds_pgaudit - Role of object auditing.
pglogical.batch_inserts both static boolean 0,1 - Inserts in batches.
pglogical.conflict_log_level both dynamic string ${levels} - Level of resolved conflicts.
pglogical.conflict_resolution both dynamic string error,apply_remote,keep_local,last_update_wins,first_update_wins - How conflicts are resolved.
pglogical.extra_connection_options both dynamic string * - Options of connections between nodes.
pglogical.synchronous_commit both static boolean 0,1 - Synchronous commits of pglogical.
pglogical.use_spi both static boolean 0,1 - Applies changes with SPI.
pgtle.enable_password_check cluster dynamic string on,off,require - Checks of passwords by pg_tle.
postgis.gdal_enabled_drivers both static string ENABLE_ALL,DISABLE_ALL =ENABLE_ALL GDAL drivers of PostGIS.
rdkit.dice_threshold cluster dynamic float 0-1 - Threshold of Dice similarity.
rdkit.do_chiral_sss cluster dynamic boolean 0,1 - Stereochemistry in substructure matches.
rdkit.tanimoto_threshold cluster dynamic float 0-1 - Threshold of Tanimoto similarity.
rds.accepted_password_auth_method cluster dynamic string md5+scram,scram =md5+scram Methods by which users log in with a password.
rds.adaptive_autovacuum cluster dynamic boolean 0,1 =1 Adaptive autovacuum.
rds.allowed_delegated_extensions cluster dynamic string * - Extensions that rds_extension may manage.
rds.allowed_extensions cluster dynamic string * - Extensions that may be installed.
rds.babelfish_status cluster static string on,off,datatypesonly =off Babelfish.
rds.enable_plan_management cluster static boolean 0,1 0 The extension apg_plan_mgmt.
rds.extensions cluster dynamic string * - Extensions that RDS offers.
rds.force_admin_logging_level both dynamic string disabled,${levels} - Log level of actions of rdsadmin.
rds.force_autovacuum_logging_level cluster dynamic string disabled,${levels} =WARNING Log level of autovacuum.
rds.force_ssl cluster dynamic boolean 0,1 - Refuses connections without TLS.
rds.global_db_rpo cluster dynamic integer 20-2147483647 - Recovery point objective of a global database, in s.
rds.local_volume_spill_enabled cluster static string on,off on Logical decoding spills to the local volume.
rds.log_retention_period both dynamic integer 1440-10080 =4320 Minutes for which logs are kept.
rds.logical_decoding_work_disk cluster dynamic integer -1-2147483647 - Most disk space of logical decoding.
rds.logical_replication cluster static boolean 0,1 0 Logical decoding.
rds.logical_wal_cache cluster static integer -1-262143 - Buffers of logical WAL, in 8 kB.
rds.logically_replicate_unlogged_tables cluster static boolean 0,1 - Logical replication of unlogged tables.
rds.memory_allocation_guard both dynamic boolean 0,1 - Guards allocations of backends.
rds.pg_stat_ramdisk_size both static integer 0-8196 0 Size of the RAM disk for statistics, in MB.
rds.rds_superuser_reserved_connections both static integer 0-262143 =2 Connections for rds_superuser.
rds.restrict_password_commands cluster static boolean 0,1 - Only members of rds_password change passwords.
rds.superuser_variables both static string * =session_replication_role Variables that rds_superuser sets like a superuser.
`;

const similarities: Readonly<Record<string, { hasTokenizer: boolean }>> = {
  block: { hasTokenizer: true },
  cosine: { hasTokenizer: true },
  dice: { hasTokenizer: true },
  euclidean: { hasTokenizer: true },
  hamming: { hasTokenizer: false },
  jaccard: { hasTokenizer: true },
  jaro: { hasTokenizer: false },
  jarowinkler: { hasTokenizer: false },
  levenshtein: { hasTokenizer: false },
  matching: { hasTokenizer: true },
  mongeelkan: { hasTokenizer: true },
  nw: { hasTokenizer: false },
  overlap: { hasTokenizer: true },
  qgram: { hasTokenizer: true },
  sw: { hasTokenizer: false },
  swg: { hasTokenizer: false },
};

const similarityRows = Object.entries(similarities).flatMap(
  ([name, { hasTokenizer }]) => [
    `pg_similarity.${name}_is_normalized both dynamic boolean 0,1 - Normalizes results of ${name}.`,
    `pg_similarity.${name}_threshold both dynamic float 0-1 - Threshold of ${name}.`,
    ...(hasTokenizer
      ? [
          `pg_similarity.${name}_tokenizer both dynamic string alnum,gram,word,camelcase - Tokenizer of ${name}.`,
        ]
      : []),
  ],
);

/** A parameter, and the levels of the groups that have it. */
type ExtensionParameter = EngineParameter & {
  levels: readonly ParameterLevel[];
};

export const extensionParameters: readonly ExtensionParameter[] = [
  ...rows.trim().split('\n'),
  ...similarityRows,
  'pg_similarity.nw_gap_penalty both dynamic float -9223370000000000000-9223370000000000000 - Gap penalty of nw.',
].map(parseRow);

function parseRow(row: string): ExtensionParameter {
  const [name = '', level, applyType, dataType, allowed, value = '-', ...text] =
    row.split(/\s+/);
  return {
    name,
    levels: level === 'both' ? ['cluster', 'instance'] : ['cluster'],
    applyType: applyType === 'static' ? 'static' : 'dynamic',
    dataType: dataTypes.find(candidate => candidate === dataType) ?? 'string',
    allowedValues: allowed === '*' ? undefined : allowed,
    defaultValue: value === '-' ? undefined : value.replace(/^=/, ''),
    defaultSource: value.startsWith('=') ? 'system' : 'engine-default',
    description: text.join(' '),
  };
}
