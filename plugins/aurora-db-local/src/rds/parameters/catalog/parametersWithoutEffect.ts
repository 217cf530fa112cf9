const ofAurora = "It belongs to Aurora's own engine.";
const ofMissingLibrary = 'Its library is not available here.';
const ofLogFiles = "A server writes one log, in PostgreSQL's own format.";

/**
 * Modifiable parameters that are kept in groups and described, but not handed to servers, and the
 * reason for each: by name, or by a beginning that ends with `*`.
 */
const reasons: Readonly<Record<string, string>> = {
  'ansi_*': ofAurora,
  'apg_*': ofAurora,
  'aurora_*': ofAurora,
  'babelfishpg_*': 'Babelfish is not available here.',
  'cron.*': ofMissingLibrary,
  'orafce.*': ofMissingLibrary,
  'pg_bigm.*': ofMissingLibrary,
  'pg_hint_plan.*': ofMissingLibrary,
  'pg_similarity.*': ofMissingLibrary,
  'pgaudit.*': ofMissingLibrary,
  'pglogical.*': ofMissingLibrary,
  'pgtle.*': ofMissingLibrary,
  'postgis.*': ofMissingLibrary,
  'rdkit.*': ofMissingLibrary,
  default_toast_compression:
    'PostgreSQL here is built without lz4. It compresses with pglz.',
  log_destination: ofLogFiles,
  log_filename: ofLogFiles,
  log_rotation_age: ofLogFiles,
  log_rotation_size: ofLogFiles,
  'rds.adaptive_autovacuum': ofAurora,
  'rds.allowed_delegated_extensions':
    'The role rds_extension does not exist here.',
  'rds.allowed_extensions':
    'The extensions that the master user may create are the same in every cluster.',
  'rds.babelfish_status': 'Babelfish is not available here.',
  'rds.enable_plan_management': ofAurora,
  'rds.force_admin_logging_level': 'Statements of rdsadmin are never logged.',
  'rds.force_autovacuum_logging_level':
    'Use log_autovacuum_min_duration and log_min_messages.',
  'rds.force_ssl': 'Connections without TLS are always refused.',
  'rds.global_db_rpo': 'There are no global databases.',
  'rds.local_volume_spill_enabled': ofAurora,
  'rds.log_retention_period': 'A new log begins at 20 MB; one is kept.',
  'rds.logical_decoding_work_disk': ofAurora,
  'rds.logical_wal_cache': ofAurora,
  'rds.logically_replicate_unlogged_tables': ofAurora,
  'rds.memory_allocation_guard': ofAurora,
  'rds.pg_stat_ramdisk_size': ofAurora,
  'rds.rds_superuser_reserved_connections':
    'No connections are reserved for members of rds_superuser.',
  'rds.restrict_password_commands': 'Every role may change its own password.',
  ssl_ciphers: 'The endpoints of clusters have the cipher suites of Node.js.',
  track_io_timing: 'It is always on, for the latencies in CloudWatch.',
  track_wal_io_timing: 'It is always on, for the latencies in CloudWatch.',
};

/** Why a parameter has no effect here; undefined for one that servers have. */
export function reasonWithoutEffect(name: string): string | undefined {
  const key = Object.keys(reasons).find(candidate =>
    candidate.endsWith('*')
      ? name.startsWith(candidate.slice(0, -1))
      : name === candidate,
  );
  return key === undefined ? undefined : reasons[key];
}

/**
 * Parameters whose formulas are kept and described only, and the reason. Aurora Serverless v2 uses
 * no value for this one either.
 */
const reasonsForFormulas: Readonly<Record<string, string>> = {
  shared_buffers: 'This machine has other memory than an instance of AWS.',
};

/** Why a formula of a parameter has no effect here. */
export function reasonWithoutFormulas(name: string): string | undefined {
  return reasonsForFormulas[name];
}
