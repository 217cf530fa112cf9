import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from '../postgres/PostgresBinaries';
import { serverAccount } from '../postgres/serverAccount';
import { invalidValue } from './rdsFaults';

const run = promisify(execFile);

/** What RDS tells of an engine's parameter. */
export interface EngineParameter {
  name: string;
  description: string;
  /** A static one takes effect when an instance reboots. */
  applyType: 'static' | 'dynamic';
  dataType: 'boolean' | 'integer' | 'float' | 'string';
  allowedValues: string | undefined;
  isModifiable: boolean;
}

/** Parameters that RDS manages, and here aurora-db-local does. */
const managed = new Set([
  'archive_command',
  'archive_library',
  'archive_mode',
  'archive_timeout',
  'bonjour',
  'bonjour_name',
  'cluster_name',
  'config_file',
  'data_directory',
  'data_directory_mode',
  'external_pid_file',
  'fsync',
  'full_page_writes',
  'hba_file',
  'hot_standby',
  'ident_file',
  'krb_server_keyfile',
  'listen_addresses',
  'log_directory',
  'log_file_mode',
  'log_line_prefix',
  'logging_collector',
  'log_timezone',
  'max_wal_senders',
  'password_encryption',
  'port',
  'primary_conninfo',
  'primary_slot_name',
  'promote_trigger_file',
  'recovery_end_command',
  'restore_command',
  'ssl',
  'ssl_ca_file',
  'ssl_cert_file',
  'ssl_crl_dir',
  'ssl_crl_file',
  'ssl_dh_params_file',
  'ssl_key_file',
  'ssl_passphrase_command',
  'ssl_passphrase_command_supports_reload',
  'unix_socket_directories',
  'unix_socket_group',
  'unix_socket_permissions',
  'wal_level',
  'zero_damaged_pages',
  'allow_system_table_mods',
]);

/** Values of the parameters of type enum that are often set; PostgreSQL's binaries don't list them. */
const enumerations: Readonly<Record<string, string>> = {
  client_min_messages:
    'debug5,debug4,debug3,debug2,debug1,log,notice,warning,error',
  default_transaction_isolation:
    'serializable,repeatable read,read committed,read uncommitted',
  log_error_verbosity: 'default,terse,verbose',
  log_min_error_statement:
    'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic',
  log_min_messages:
    'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic',
  log_statement: 'none,ddl,mod,all',
  session_replication_role: 'origin,replica,local',
  synchronous_commit: 'local,remote_write,remote_apply,on,off',
  xmloption: 'content,document',
};

/** Parameters of RDS itself and of libraries, which the server doesn't know before it has loaded them. */
const additional: EngineParameter[] = [
  ['rds.force_ssl', 'Force SSL connections.', 'dynamic', 'boolean', '0,1'],
  [
    'rds.logical_replication',
    'Enables logical decoding.',
    'static',
    'boolean',
    '0,1',
  ],
  [
    'rds.log_retention_period',
    'Minutes that logs are kept.',
    'dynamic',
    'integer',
    '1440-10080',
  ],
  [
    'rds.force_admin_logging_level',
    'Log messages for RDS admin user actions.',
    'dynamic',
    'string',
    'disabled,debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic',
  ],
  [
    'rds.force_autovacuum_logging_level',
    'Log level of autovacuum.',
    'dynamic',
    'string',
    'disabled,debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic',
  ],
  [
    'rds.restrict_password_commands',
    'Restricts password commands to members of rds_password.',
    'static',
    'boolean',
    '0,1',
  ],
  [
    'rds.accepted_password_auth_method',
    'Authentication method of stored passwords.',
    'dynamic',
    'string',
    'md5+scram,scram',
  ],
  [
    'rds.babelfish_status',
    'Babelfish.',
    'static',
    'string',
    'on,off,datatypesonly',
  ],
  [
    'rds.enable_plan_management',
    'Enables the apg_plan_mgmt extension.',
    'static',
    'boolean',
    '0,1',
  ],
  [
    'aurora_compute_plan_id',
    'Monitors execution plans.',
    'dynamic',
    'boolean',
    '0,1',
  ],
  [
    'pg_stat_statements.track',
    'Selects which statements are tracked.',
    'dynamic',
    'string',
    'none,top,all',
  ],
  [
    'pg_stat_statements.max',
    'Maximum number of statements tracked.',
    'static',
    'integer',
    '100-2147483647',
  ],
  [
    'pg_stat_statements.save',
    'Saves statistics across shutdowns.',
    'dynamic',
    'boolean',
    '0,1',
  ],
  [
    'pg_stat_statements.track_utility',
    'Tracks utility commands.',
    'dynamic',
    'boolean',
    '0,1',
  ],
  [
    'auto_explain.log_min_duration',
    'Minimum execution time above which plans are logged, ms.',
    'dynamic',
    'integer',
    '-1-2147483647',
  ],
  [
    'auto_explain.log_analyze',
    'Uses EXPLAIN ANALYZE.',
    'dynamic',
    'boolean',
    '0,1',
  ],
].map(([name = '', description = '', applyType, dataType, allowedValues]) => ({
  name,
  description,
  applyType: applyType === 'static' ? 'static' : 'dynamic',
  dataType:
    dataType === 'boolean' || dataType === 'integer' ? dataType : 'string',
  allowedValues,
  isModifiable: true,
}));

/** Ranges in which RDS is stricter than PostgreSQL. */
const stricter: Readonly<Record<string, string>> = {
  max_connections: '6-262143',
};

const dataTypes: Readonly<Record<string, EngineParameter['dataType']>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  REAL: 'float',
};

/** All parameters of the engine, as the installed server itself knows them. */
export class ParameterCatalog {
  static async load(binaries: PostgresBinaries): Promise<ParameterCatalog> {
    const { stdout } = await run(
      join(binaries.directory, 'bin', 'postgres'),
      ['--describe-config'],
      {
        ...serverAccount(),
        cwd: binaries.directory,
        maxBuffer: 4 * 1024 * 1024,
      },
    );
    const own = stdout
      .split('\n')
      .filter(Boolean)
      .map(line => parse(line.split('\t')));
    return new ParameterCatalog(
      [...own, ...additional].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  readonly #byName: ReadonlyMap<string, EngineParameter>;

  private constructor(readonly parameters: readonly EngineParameter[]) {
    this.#byName = new Map(
      parameters.map(parameter => [parameter.name, parameter]),
    );
  }

  isStatic(name: string): boolean {
    return this.#byName.get(name)?.applyType === 'static';
  }

  /** The values that take effect at a reboot only. */
  staticOnes(values: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => this.isStatic(name)),
    );
  }

  /** A parameter that can be set; throws InvalidParameterValue where it can't, or not to this value. */
  check(name: string, value: string | undefined): EngineParameter {
    const parameter = this.#byName.get(name);
    if (!parameter) {
      throw invalidValue(`Could not find parameter with name: ${name}`);
    }
    if (!parameter.isModifiable) {
      throw invalidValue(`The parameter ${name} cannot be modified.`);
    }
    if (value !== undefined && !isAllowed(parameter, value)) {
      throw invalidValue(
        `Invalid parameter value: ${value} for: ${name} allowed values are: ${parameter.allowedValues ?? `a value of type ${parameter.dataType}`}`,
      );
    }
    return parameter;
  }
}

function parse([
  name = '',
  context,
  ,
  type = '',
  ,
  min = '',
  max = '',
  short = '',
  long = '',
]: string[]): EngineParameter {
  const rdsName = name === 'TimeZone' ? 'timezone' : name;
  const range = min !== '' && max !== '' ? `${min}-${max}` : undefined;
  return {
    name: rdsName,
    description: [short, long].filter(Boolean).join(' '),
    applyType: context === 'postmaster' ? 'static' : 'dynamic',
    dataType: dataTypes[type] ?? 'string',
    allowedValues:
      stricter[rdsName] ??
      (type === 'BOOLEAN' ? '0,1' : (enumerations[rdsName] ?? range)),
    isModifiable: !managed.has(rdsName),
  };
}

function isAllowed(
  { dataType, allowedValues }: EngineParameter,
  value: string,
): boolean {
  if (/^\{.*\}$|^(GREATEST|LEAST|SUM)\(.*\)$/.test(value)) {
    return true;
  }
  if (dataType === 'boolean') {
    return ['0', '1', 'on', 'off', 'true', 'false'].includes(value);
  }
  if (dataType === 'string') {
    return (
      allowedValues === undefined || allowedValues.split(',').includes(value)
    );
  }
  const pattern =
    dataType === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
  const [, min = '-Infinity', max = 'Infinity'] =
    /^(-?[^-]+(?:e[+-]\d+)?)-(.+)$/i.exec(allowedValues ?? '') ?? [];
  return (
    pattern.test(value) &&
    Number(value) >= Number(min) &&
    Number(value) <= Number(max)
  );
}
