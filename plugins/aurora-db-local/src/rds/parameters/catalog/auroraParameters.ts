import type { ParameterLevel } from './EngineParameter';
import { extensionParameters } from './extensionParameters';

const words = (text: string) => text.trim().split(/\s+/);

/*
 * PostgreSQL's parameters in Aurora's groups. Names and levels are from "Amazon Aurora PostgreSQL
 * parameters" in the Aurora user guide; which of them are fixed, from DescribeDBClusterParameters
 * of family aurora-postgresql14 in AWS. The documentation has one list for all families: see
 * `removals` and `additions`.
 */

const ofInstances = words(`
  application_name authentication_timeout backend_flush_after bytea_output check_function_bodies
  client_connection_check_interval client_min_messages constraint_exclusion cpu_index_tuple_cost cpu_operator_cost
  cpu_tuple_cost cursor_tuple_fraction deadlock_timeout debug_pretty_print debug_print_parse debug_print_plan
  debug_print_rewritten default_statistics_target default_transaction_deferrable default_transaction_isolation
  default_transaction_read_only effective_cache_size enable_async_append enable_bitmapscan enable_gathermerge
  enable_hashagg enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan enable_material
  enable_memoize enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash enable_partition_pruning
  enable_partitionwise_aggregate enable_partitionwise_join enable_seqscan enable_sort enable_tidscan
  escape_string_warning force_parallel_mode from_collapse_limit geqo geqo_effort geqo_generations geqo_pool_size
  geqo_seed geqo_selection_bias geqo_threshold gin_fuzzy_search_limit gin_pending_list_limit hash_mem_multiplier
  idle_in_transaction_session_timeout idle_session_timeout jit jit_above_cost jit_inline_above_cost
  jit_optimize_above_cost join_collapse_limit lc_messages lock_timeout log_connections log_destination
  log_disconnections log_duration log_error_verbosity log_executor_stats log_filename log_hostname log_lock_waits
  log_min_duration_sample log_min_duration_statement log_min_error_statement log_min_messages log_parameter_max_length
  log_parameter_max_length_on_error log_parser_stats log_planner_stats log_replication_commands log_rotation_age
  log_rotation_size log_statement log_statement_sample_rate log_statement_stats log_temp_files logical_decoding_work_mem
  maintenance_work_mem max_connections max_files_per_process max_locks_per_transaction max_parallel_maintenance_workers
  max_parallel_workers max_parallel_workers_per_gather max_pred_locks_per_page max_pred_locks_per_relation
  max_pred_locks_per_transaction max_slot_wal_keep_size max_stack_depth max_standby_streaming_delay max_worker_processes
  min_dynamic_shared_memory min_parallel_index_scan_size min_parallel_table_scan_size old_snapshot_threshold
  parallel_leader_participation parallel_setup_cost parallel_tuple_cost plan_cache_mode quote_all_identifiers
  random_page_cost recursive_worktable_factor remove_temp_files_after_crash row_security search_path seq_page_cost
  session_replication_role shared_buffers shared_preload_libraries standard_conforming_strings statement_timeout
  stats_fetch_consistency synchronize_seqscans tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval
  tcp_user_timeout temp_buffers temp_file_limit temp_tablespaces track_activities track_activity_query_size track_counts
  track_functions track_io_timing track_wal_io_timing transform_null_equals update_process_title vacuum_cost_delay
  vacuum_cost_limit vacuum_cost_page_dirty vacuum_cost_page_hit vacuum_cost_page_miss wal_receiver_timeout work_mem
  xmlbinary xmloption`);

const ofClusters = words(`
  array_nulls autovacuum autovacuum_analyze_scale_factor autovacuum_analyze_threshold autovacuum_freeze_max_age
  autovacuum_max_workers autovacuum_multixact_freeze_max_age autovacuum_naptime autovacuum_vacuum_cost_delay
  autovacuum_vacuum_cost_limit autovacuum_vacuum_insert_scale_factor autovacuum_vacuum_insert_threshold
  autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold autovacuum_work_mem backslash_quote client_encoding
  compute_query_id datestyle default_tablespace default_text_search_config default_toast_compression extra_float_digits
  intervalstyle krb_caseins_users lc_monetary lc_numeric lc_time log_autovacuum_min_duration log_transaction_sample_rate
  max_logical_replication_workers max_prepared_transactions max_replication_slots max_sync_workers_per_subscription
  max_wal_senders password_encryption ssl_ciphers ssl_max_protocol_version ssl_min_protocol_version synchronous_commit
  timezone track_commit_timestamp vacuum_defer_cleanup_age vacuum_failsafe_age vacuum_freeze_min_age
  vacuum_freeze_table_age vacuum_multixact_failsafe_age vacuum_multixact_freeze_min_age
  vacuum_multixact_freeze_table_age wal_buffers wal_sender_timeout`);

/** Parameters that RDS lists and does not let users modify. */
const fixed: Readonly<Record<ParameterLevel, ReadonlySet<string>>> = {
  instance: new Set(
    words(`
  babelfishpg_tds.listen_addresses config_file cron.use_background_workers db_user_namespace effective_io_concurrency
  exit_on_error hba_file hot_standby_feedback ident_file listen_addresses lo_compat_privileges log_directory
  log_file_mode log_line_prefix log_timezone log_truncate_on_rotation logging_collector maintenance_io_concurrency
  rds.superuser_variables restart_after_crash ssl_ca_file ssl_cert_file ssl_crl_dir ssl_key_file
  superuser_reserved_connections wal_receiver_status_interval`),
  ),
  cluster: new Set(
    words(`
  babelfishpg_tds.listen_addresses backtrace_functions config_file cron.use_background_workers data_directory
  db_user_namespace effective_io_concurrency exit_on_error hba_file hot_standby_feedback huge_pages ident_file
  listen_addresses lo_compat_privileges log_directory log_file_mode log_line_prefix log_timezone
  log_truncate_on_rotation logging_collector maintenance_io_concurrency port rds.extensions rds.superuser_variables
  recovery_init_sync_method restart_after_crash ssl ssl_ca_file ssl_cert_file ssl_crl_dir ssl_key_file
  superuser_reserved_connections wal_receiver_create_temp_slot wal_receiver_status_interval`),
  ),
};

/** The major version of PostgreSQL that removed a parameter. Source: its release notes. */
const removals: Readonly<Record<string, number>> = {
  force_parallel_mode: 16,
  vacuum_defer_cleanup_age: 16,
  db_user_namespace: 17,
  old_snapshot_threshold: 17,
};

/**
 * The major version of PostgreSQL, or of Aurora, that added a parameter. For PostgreSQL's, whether
 * Aurora's groups have them is not documented.
 */
const additions: Readonly<Record<string, number>> = {
  createrole_self_grant: 16,
  debug_parallel_query: 16,
  enable_presorted_aggregate: 16,
  max_parallel_apply_workers_per_subscription: 16,
  scram_iterations: 16,
  vacuum_buffer_usage_limit: 16,
  enable_group_by_reordering: 17,
  event_triggers: 17,
  transaction_timeout: 17,
};

/** The names in groups of a level, of a family's major version. */
export function parameterNames(
  level: ParameterLevel,
  majorVersion: number,
): string[] {
  const names = new Set([
    ...ofInstances,
    ...(level === 'cluster' ? ofClusters : []),
    ...Object.keys(additions),
    ...fixed[level],
    ...extensionParameters
      .filter(({ levels }) => levels.includes(level))
      .map(({ name }) => name),
  ]);
  return [...names]
    .filter(
      name =>
        majorVersion < (removals[name] ?? Infinity) &&
        majorVersion >= (additions[name] ?? 0),
    )
    .sort();
}

/** Whether the values of a parameter in groups of a level can be changed. */
export function isModifiable(level: ParameterLevel, name: string): boolean {
  return !fixed[level].has(name);
}
