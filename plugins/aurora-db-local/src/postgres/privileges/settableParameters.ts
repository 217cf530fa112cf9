/**
 * The parameters of superusers that members of rds_superuser can set, for a session, a role or a
 * database. Aurora documents `session_replication_role` (`rds.superuser_variables`). The others are
 * those of its parameter groups that a superuser can set for a session and that only concern what is
 * logged, counted or waited for.
 *
 * Absent are those that load libraries, read or write files, or leave out checks of privileges and
 * of data: for example `session_preload_libraries`, `dynamic_library_path`, `jit_dump_bitcode`,
 * `lc_messages`, `lo_compat_privileges`, `allow_system_table_mods` and `zero_damaged_pages`.
 */
export const settableParameters: readonly string[] = [
  'auto_explain.log_analyze',
  'auto_explain.log_buffers',
  'auto_explain.log_format',
  'auto_explain.log_min_duration',
  'auto_explain.log_nested_statements',
  'auto_explain.log_settings',
  'auto_explain.log_timing',
  'auto_explain.log_triggers',
  'auto_explain.log_verbose',
  'auto_explain.sample_rate',
  'compute_query_id',
  'deadlock_timeout',
  'log_connections',
  'log_disconnections',
  'log_duration',
  'log_error_verbosity',
  'log_executor_stats',
  'log_lock_waits',
  'log_min_duration_sample',
  'log_min_duration_statement',
  'log_min_error_statement',
  'log_min_messages',
  'log_parameter_max_length',
  'log_parser_stats',
  'log_planner_stats',
  'log_replication_commands',
  'log_statement',
  'log_statement_sample_rate',
  'log_statement_stats',
  'log_temp_files',
  'log_transaction_sample_rate',
  'max_stack_depth',
  'pg_stat_statements.track',
  'pg_stat_statements.track_planning',
  'pg_stat_statements.track_utility',
  'session_replication_role',
  'temp_file_limit',
  'track_activities',
  'track_counts',
  'track_functions',
  'track_io_timing',
  'track_wal_io_timing',
];
