import {
  type DatabaseConfig,
  type EnvironmentSettings,
  maxConnectionsFor,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Values of the cluster parameter group. */
export function clusterParameters(
  config: DatabaseConfig,
  {
    logStatement,
    logParameterValues,
  }: Pick<EnvironmentSettings, 'logStatement' | 'logParameterValues'>,
): Record<string, string> {
  return {
    // Explicit, so that alarms know the limit. See docs/decisions.md, "max_connections".
    max_connections: String(maxConnectionsFor(config)),
    log_statement: logStatement,
    ...(logParameterValues
      ? {}
      : {
          log_parameter_max_length: '0',
          log_parameter_max_length_on_error: '0',
        }),
    log_min_duration_statement: '1000',
    // With these, the log contains the causes of problems: sessions that wait for a lock, and who
    // opens connections. They are dynamic, so a deploy over a database needs no reboot.
    log_lock_waits: '1',
    log_connections: '1',
    log_disconnections: '1',
    shared_preload_libraries: 'pg_stat_statements',
    // The default is off up to Aurora PostgreSQL 16.
    'rds.force_ssl': '1',
  };
}
