/**
 * The level of a parameter group. A cluster's group also has the parameters of instances, as
 * defaults.
 */
export type ParameterLevel = 'cluster' | 'instance';

const words = (text: string) => text.trim().split(/\s+/);

/*
 * Parameters of the family aurora-postgresql15. Later families have these too, except for those in
 * `removals`; parameters that later versions added are missing. Names and levels are from AWS's "Amazon Aurora PostgreSQL parameters". Its tables do not say which ones can be
 * modified. Parameters for files, libraries, commands, addresses or replication are therefore
 * fixed.
 */

const ofInstances = words(`
  apg_enable_batch_mode_function_execution apg_enable_correlated_any_transform apg_enable_function_migration
  apg_enable_not_in_transform apg_enable_remove_redundant_inner_joins apg_enable_semijoin_push_down
  apg_plan_mgmt.capture_plan_baselines apg_plan_mgmt.max_databases apg_plan_mgmt.max_plans apg_plan_mgmt.plan_retention_period
  apg_plan_mgmt.unapproved_plan_execution_threshold apg_plan_mgmt.use_plan_baselines application_name
  aurora_compute_plan_id authentication_timeout auto_explain.log_analyze auto_explain.log_buffers auto_explain.log_format
  auto_explain.log_min_duration auto_explain.log_nested_statements auto_explain.log_settings auto_explain.log_timing
  auto_explain.log_triggers auto_explain.log_verbose auto_explain.sample_rate backend_flush_after bytea_output
  check_function_bodies client_connection_check_interval client_min_messages constraint_exclusion cpu_index_tuple_cost
  cpu_operator_cost cpu_tuple_cost cron.database_name cron.log_run cron.log_statement cron.max_running_jobs
  cron.use_background_workers cursor_tuple_fraction deadlock_timeout debug_pretty_print debug_print_parse debug_print_plan
  debug_print_rewritten default_statistics_target default_transaction_deferrable default_transaction_isolation
  default_transaction_read_only effective_cache_size effective_io_concurrency enable_async_append enable_bitmapscan
  enable_gathermerge enable_hashagg enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan
  enable_material enable_memoize enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash
  enable_partition_pruning enable_partitionwise_aggregate enable_partitionwise_join enable_seqscan enable_sort enable_tidscan
  escape_string_warning from_collapse_limit geqo geqo_effort geqo_generations geqo_pool_size geqo_seed geqo_selection_bias
  geqo_threshold gin_fuzzy_search_limit gin_pending_list_limit hash_mem_multiplier hot_standby_feedback
  idle_in_transaction_session_timeout idle_session_timeout jit jit_above_cost jit_inline_above_cost jit_optimize_above_cost
  join_collapse_limit lc_messages lo_compat_privileges lock_timeout log_connections log_destination log_disconnections
  log_duration log_error_verbosity log_executor_stats log_filename log_hostname log_lock_waits log_min_duration_sample
  log_min_duration_statement log_min_error_statement log_min_messages log_parameter_max_length
  log_parameter_max_length_on_error log_parser_stats log_planner_stats log_replication_commands log_rotation_age
  log_rotation_size log_statement log_statement_sample_rate log_statement_stats log_temp_files logical_decoding_work_mem
  maintenance_io_concurrency maintenance_work_mem max_connections max_files_per_process max_locks_per_transaction
  max_parallel_maintenance_workers max_parallel_workers max_parallel_workers_per_gather max_pred_locks_per_page
  max_pred_locks_per_relation max_pred_locks_per_transaction max_slot_wal_keep_size max_stack_depth
  max_standby_streaming_delay max_worker_processes min_dynamic_shared_memory min_parallel_index_scan_size
  min_parallel_table_scan_size old_snapshot_threshold parallel_leader_participation parallel_setup_cost parallel_tuple_cost
  pg_bigm.enable_recheck pg_bigm.gin_key_limit pg_bigm.similarity_limit pg_hint_plan.debug_print pg_hint_plan.enable_hint
  pg_hint_plan.enable_hint_table pg_hint_plan.message_level pg_hint_plan.parse_messages pg_prewarm.autoprewarm
  pg_prewarm.autoprewarm_interval pg_stat_statements.max pg_stat_statements.save pg_stat_statements.track
  pg_stat_statements.track_planning pg_stat_statements.track_utility pgaudit.log pgaudit.log_catalog pgaudit.log_level
  pgaudit.log_parameter pgaudit.log_relation pgaudit.log_statement_once pgaudit.role plan_cache_mode quote_all_identifiers
  random_page_cost rds.force_admin_logging_level rds.log_retention_period recursive_worktable_factor search_path seq_page_cost
  session_replication_role shared_buffers shared_preload_libraries standard_conforming_strings statement_timeout
  stats_fetch_consistency synchronize_seqscans tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval
  tcp_user_timeout temp_buffers temp_file_limit temp_tablespaces track_activities track_activity_query_size track_counts
  track_functions track_io_timing track_wal_io_timing transform_null_equals update_process_title vacuum_cost_delay
  vacuum_cost_limit vacuum_cost_page_dirty vacuum_cost_page_hit vacuum_cost_page_miss wal_receiver_status_interval
  wal_receiver_timeout work_mem xmlbinary xmloption`);

const ofClusters = words(`
  apg_ccm_enabled array_nulls autovacuum autovacuum_analyze_scale_factor autovacuum_analyze_threshold
  autovacuum_freeze_max_age autovacuum_max_workers autovacuum_multixact_freeze_max_age autovacuum_naptime
  autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit autovacuum_vacuum_insert_scale_factor
  autovacuum_vacuum_insert_threshold autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold autovacuum_work_mem
  babelfishpg_tsql.default_locale babelfishpg_tsql.migration_mode babelfishpg_tsql.server_collation_name backslash_quote
  client_encoding compute_query_id datestyle default_tablespace default_text_search_config default_toast_compression
  extra_float_digits intervalstyle krb_caseins_users lc_monetary lc_numeric lc_time log_autovacuum_min_duration
  log_transaction_sample_rate max_logical_replication_workers max_prepared_transactions max_replication_slots
  max_sync_workers_per_subscription orafce.nls_date_format orafce.timezone password_encryption pglogical.batch_inserts
  pglogical.conflict_log_level pglogical.conflict_resolution pglogical.synchronous_commit pglogical.use_spi
  rds.accepted_password_auth_method rds.adaptive_autovacuum rds.babelfish_status rds.enable_plan_management
  rds.force_autovacuum_logging_level rds.force_ssl rds.global_db_rpo rds.logical_replication
  rds.rds_superuser_reserved_connections rds.restrict_password_commands row_security ssl_ciphers ssl_max_protocol_version
  ssl_min_protocol_version synchronous_commit timezone track_commit_timestamp vacuum_defer_cleanup_age vacuum_failsafe_age
  vacuum_freeze_min_age vacuum_freeze_table_age vacuum_multixact_failsafe_age vacuum_multixact_freeze_min_age
  vacuum_multixact_freeze_table_age wal_buffers wal_receiver_create_temp_slot wal_sender_timeout`);

/** Parameters that RDS lists and does not let users modify. It does not list any others. */
const fixed = words(`
  archive_command archive_mode archive_timeout config_file data_directory db_user_namespace exit_on_error fsync
  full_page_writes hba_file hot_standby huge_pages ident_file listen_addresses log_directory log_file_mode log_line_prefix
  log_timezone log_truncate_on_rotation logging_collector max_wal_senders port rds.extensions rds.superuser_variables
  recovery_init_sync_method restart_after_crash ssl ssl_ca_file ssl_cert_file ssl_crl_dir ssl_key_file
  superuser_reserved_connections unix_socket_directories unix_socket_group unix_socket_permissions wal_level`);

/** The major version of PostgreSQL that removed a parameter. Source: its release notes. */
const removals: Readonly<Record<string, number>> = {
  vacuum_defer_cleanup_age: 16,
  db_user_namespace: 17,
  old_snapshot_threshold: 17,
};

const modifiable: Readonly<Record<ParameterLevel, readonly string[]>> = {
  cluster: [...ofInstances, ...ofClusters],
  instance: ofInstances,
};

function presentIn(
  names: readonly string[],
  majorVersion: number,
): ReadonlySet<string> {
  return new Set(
    names.filter(name => majorVersion < (removals[name] ?? Infinity)),
  );
}

/** The names of the modifiable parameters of a level. */
export function modifiableParameters(
  level: ParameterLevel,
  majorVersion: number,
): ReadonlySet<string> {
  return presentIn(modifiable[level], majorVersion);
}

/** Names in groups of both levels whose values cannot be changed. */
export function fixedParameters(majorVersion: number): ReadonlySet<string> {
  return presentIn(fixed, majorVersion);
}

/** Libraries that `shared_preload_libraries` may name. */
export const auroraLibraries: readonly string[] = words(`
  apg_plan_mgmt auto_explain babelfishpg_tds orafce pg_bigm pg_cron pg_hint_plan pg_prewarm pg_similarity
  pg_stat_statements pg_tle pgaudit pglogical plprofiler`);
