import type { Parameter } from '@aws-sdk/client-rds';

/** Values that a rule would choose badly, because they end sessions or need each other. */
const chosen: Readonly<Record<string, string>> = {
  application_name: 'application',
  // PostgreSQL raises smaller values.
  autovacuum_work_mem: '2048',
  client_connection_check_interval: '10000',
  client_encoding: 'SQL_ASCII',
  createrole_self_grant: 'set',
  datestyle: 'ISO, DMY',
  default_tablespace: 'pg_default',
  default_text_search_config: 'pg_catalog.simple',
  idle_in_transaction_session_timeout: '3600000',
  idle_session_timeout: '3600000',
  lc_messages: 'POSIX',
  lc_monetary: 'POSIX',
  lc_numeric: 'POSIX',
  lc_time: 'POSIX',
  lock_timeout: '60000',
  // PostgreSQL does not start with it and one of its parts.
  log_statement_stats: '0',
  max_connections: '41',
  search_path: 'application, public',
  shared_preload_libraries: 'pg_stat_statements,auto_explain,pg_prewarm',
  // With TLSv1.2, there would be no version above the minimum.
  ssl_max_protocol_version: 'TLSv1.3',
  ssl_min_protocol_version: 'TLSv1.3',
  statement_timeout: '60000',
  tcp_user_timeout: '60000',
  temp_tablespaces: 'pg_default',
  timezone: 'Asia/Tokyo',
  transaction_timeout: '60000',
};

/** An allowed value of a parameter that differs from the one that a server has. */
export function anotherValue(
  { ParameterName = '', DataType, AllowedValues }: Parameter,
  present: string | undefined,
): string {
  const special = chosen[ParameterName];
  if (special !== undefined) {
    return special;
  }
  const isNew = (value: string) => !means(value, present);
  switch (DataType) {
    case 'boolean':
      return isNew('1') ? '1' : '0';
    case 'integer':
    case 'float': {
      const [, min = '0', max = '0'] =
        /^(-?[^-]+)-(.+)$/.exec(AllowedValues ?? '') ?? [];
      const inRange = (value: number) =>
        value >= Number(min) && value <= Number(max);
      const candidates =
        DataType === 'integer'
          ? [Number(present ?? min) + 1, Number(present) - 1, Number(min)]
          : [0.25, 1.5, 1, 2];
      return String(
        candidates.find(value => inRange(value) && isNew(String(value))),
      );
    }
    default:
      return AllowedValues?.split(',').find(isNew) ?? 'any';
  }
}

/** Whether PostgreSQL shows a value for a value of a group. */
export function means(value: string, shown: string | undefined): boolean {
  const switches: Readonly<Record<string, string>> = {
    '0': 'off',
    '1': 'on',
    false: 'off',
    true: 'on',
  };
  return (
    shown !== undefined &&
    (shown.toLowerCase() === value.toLowerCase() ||
      shown === switches[value] ||
      (shown !== '' && value !== '' && Number(shown) === Number(value)))
  );
}
