/**
 * Values of the cluster parameter group. `log_statement` and the two after it are the reference design's.
 *
 * @param maxConnections - explicit, so that alarm thresholds are known
 */
export function clusterParameters(
  maxConnections: number,
): Record<string, string> {
  return {
    max_connections: String(maxConnections),
    log_statement: 'all',
    log_min_duration_statement: '1000',
    shared_preload_libraries: 'pg_stat_statements',
    // Off by default up to Aurora PostgreSQL 16.
    'rds.force_ssl': '1',
  };
}
