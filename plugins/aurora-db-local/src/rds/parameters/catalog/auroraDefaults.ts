interface AuroraDefault {
  value: string;
  source: 'system' | 'engine-default';
}

const set = (value: string): AuroraDefault => ({ value, source: 'system' });
const own = (value: string): AuroraDefault => ({
  value,
  source: 'engine-default',
});

/**
 * Aurora's defaults of PostgreSQL's parameters, which servers have too. Source:
 * DescribeDBClusterParameters of family aurora-postgresql14 in AWS.
 */
export const servedDefaults: Readonly<Record<string, AuroraDefault>> = {
  autovacuum_analyze_scale_factor: set('0.05'),
  autovacuum_vacuum_cost_delay: own('5'),
  autovacuum_vacuum_insert_scale_factor: own('0.2'),
  autovacuum_vacuum_scale_factor: set('0.1'),
  client_encoding: set('UTF8'),
  compute_query_id: own('auto'),
  hot_standby_feedback: own('on'),
  idle_in_transaction_session_timeout: set('86400000'),
  krb_caseins_users: set('false'),
  lo_compat_privileges: set('0'),
  log_autovacuum_min_duration: set('10000'),
  log_hostname: set('0'),
  log_line_prefix: set('%t:%r:%u@%d:[%p]:'),
  log_timezone: set('UTC'),
  max_prepared_transactions: own('0'),
  max_replication_slots: set('20'),
  max_standby_streaming_delay: own('14000'),
  max_sync_workers_per_subscription: own('2'),
  max_wal_senders: set('10'),
  shared_preload_libraries: set('pg_stat_statements'),
  ssl: set('1'),
  ssl_min_protocol_version: own('TLSv1.2'),
  superuser_reserved_connections: set('3'),
  synchronous_commit: set('on'),
  temp_file_limit: own('-1'),
  timezone: set('UTC'),
  track_functions: own('pl'),
  track_io_timing: set('1'),
  vacuum_cost_page_miss: set('0'),
  vacuum_failsafe_age: own('1200000000'),
  vacuum_multixact_failsafe_age: own('1200000000'),
  wal_receiver_timeout: own('30000'),
};

/**
 * Aurora's defaults that are described only. They are files of AWS's machines, or need more memory
 * or processes than a server on a laptop should take. Source: as above.
 */
export const describedDefaults: Readonly<Record<string, AuroraDefault>> = {
  autovacuum_max_workers: set(
    'GREATEST({DBInstanceClassMemory/64371566592},3)',
  ),
  autovacuum_naptime: set('5'),
  autovacuum_vacuum_cost_limit: set(
    'GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)',
  ),
  autovacuum_work_mem: own('GREATEST({DBInstanceClassMemory/32768},131072)'),
  config_file: set('/rdsdbdata/config/postgresql.conf'),
  data_directory: set('/rdsdbdata/db'),
  effective_cache_size: set('SUM({DBInstanceClassMemory/12038},-50003)'),
  hba_file: set('/rdsdbdata/config/pg_hba.conf'),
  huge_pages: set('on'),
  ident_file: set('/rdsdbdata/config/pg_ident.conf'),
  listen_addresses: set('*'),
  log_destination: set('stderr'),
  log_directory: set('/rdsdbdata/log/error'),
  log_file_mode: set('0644'),
  log_filename: set('postgresql.log.%Y-%m-%d-%H%M'),
  log_rotation_age: set('60'),
  log_rotation_size: own('100000'),
  log_truncate_on_rotation: own('0'),
  logging_collector: set('1'),
  maintenance_io_concurrency: own('1'),
  maintenance_work_mem: own(
    'GREATEST({DBInstanceClassMemory/63963136*1024},65536)',
  ),
  max_connections: set('LEAST({DBInstanceClassMemory/9531392},5000)'),
  max_locks_per_transaction: own('64'),
  max_parallel_workers: own('GREATEST(${DBInstanceVCPU/2},8)'),
  max_stack_depth: set('6144'),
  max_worker_processes: own('GREATEST(${DBInstanceVCPU*2},8)'),
  port: set('{EndPointPort}'),
  recovery_init_sync_method: own('syncfs'),
  remove_temp_files_after_crash: own('0'),
  shared_buffers: set('SUM({DBInstanceClassMemory/12038},-50003)'),
  ssl_ca_file: set('/rdsdbdata/rds-metadata/ca-cert.pem'),
  ssl_cert_file: set('/rdsdbdata/rds-metadata/server-cert.pem'),
  ssl_crl_dir: set('/rdsdbdata/rds-metadata/ssl_crl_dir/'),
  ssl_key_file: set('/rdsdbdata/rds-metadata/server-key.pem'),
  track_activity_query_size: set('4096'),
  wal_receiver_create_temp_slot: own('0'),
};
