import { writerAddress } from './connections/loopbackAddresses';

/** The superuser role that RDS reserves. */
export const administrationRole = 'rdsadmin';
/**
 * The database of its sessions, which RDS reserves too. All other databases belong to users, who can
 * rename them, close them and change their settings.
 */
export const administrationDatabase = 'rdsadmin';
/** The role of standbys. */
export const replicationRole = 'rdsrepladmin';
/** Members of this role log in with an IAM token. */
export const iamRole = 'rds_iam';
/** The role of master users. From PostgreSQL 16 on, it is a member of `iamRole`, to grant it. */
export const superuserRole = 'rds_superuser';
/** Roles of RDS that users know by name. */
export const rolesOfRds = [
  'rds_password',
  'rds_replication',
  iamRole,
  superuserRole,
] as const;
/** From this version on, a role must be a member of the roles that it grants. */
export const firstMajorWithAdminOption = 16;
/** Certificate of the authority of servers and proxies, in the data folder. */
export const authorityFile = 'ca.pem';

/** Libraries of the parameter group that these binaries have. */
const availableLibraries = new Set([
  'pg_stat_statements',
  'auto_explain',
  'pg_prewarm',
]);

/**
 * Limits the memory of an idle server with many connections: the shared lock tables grow with
 * max_connections times these. Measured with max_connections 3,360: 123 MB with PostgreSQL's
 * defaults, about 50 MB with these (PSS, idle).
 */
const frugal = {
  timezone: 'UTC',
  shared_buffers: '8MB',
  wal_buffers: '512kB',
  max_locks_per_transaction: '10',
  max_pred_locks_per_transaction: '10',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  'pg_stat_statements.max': '1000',
  // The WAL for a deleted reader must not fill the disk.
  max_slot_wal_keep_size: '256MB',
  password_encryption: 'scram-sha-256',
  ssl_min_protocol_version: 'TLSv1.2',
  max_wal_senders: '10',
  max_replication_slots: '20',
};

/** PostgreSQL's and Aurora's defaults for publications and subscriptions. */
const forLogicalReplication = {
  max_worker_processes: '8',
  max_logical_replication_workers: '4',
  max_slot_wal_keep_size: '-1',
};

/** Parameters that a standby needs at least as large as its primary. */
export const neededByStandbys = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
];

/** RDS's parameters that decide about other settings. */
const logicalReplication = 'rds.logical_replication';
const passwordMethods = 'rds.accepted_password_auth_method';

/** Values of parameters, with this machine's defaults. */
export function withDefaults(
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...frugal,
    ...(isOn(parameters[logicalReplication]) && forLogicalReplication),
    ...parameters,
  };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && ['1', 'on', 'true'].includes(value);
}

/** Settings that differ between starts of a server. */
export interface StartSettings {
  /**
   * Values of the cluster parameter group that PostgreSQL knows. Static ones are those of the
   * instance's last reboot.
   */
  parameters: Readonly<Record<string, string>>;
  /** Follows this primary as a standby. */
  follow?: {
    port: number;
    slot: string;
    passwordFile: string;
    authorityFile: string;
  };
  /** The folder for finished WAL segments. Absent: no archiving. */
  archiveDirectory?: string;
  /** Recovers a copy of data, without clients. */
  recovery?: Recovery;
}

/** A recovery from the WAL in the data folder. */
interface Recovery {
  /**
   * Recovers commits up to the end of this millisecond, or all. Absent: from a base backup to its
   * end, on its timeline.
   */
  until?: Date | 'end';
}

/**
 * The complete postgresql.conf of a server.
 *
 * @param port - the server's own port; clients connect through an `EndpointProxy`
 * @param extensions - the names of those that can be created
 */
export function renderServerSettings(
  { parameters, follow, archiveDirectory, recovery }: StartSettings,
  port: number,
  extensions: readonly string[],
): string {
  const settings: Record<string, string> = {
    ...withDefaults(parameters),
    [logicalReplication]: isOn(parameters[logicalReplication]) ? 'on' : 'off',
    [passwordMethods]: parameters[passwordMethods] ?? 'md5+scram',
    'rds.force_ssl': 'on',
    shared_preload_libraries: librariesFor(parameters.shared_preload_libraries),
    port: String(port),
    listen_addresses: writerAddress,
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: 'server.crt',
    ssl_key_file: 'server.key',
    ssl_ca_file: authorityFile,
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '%t:%r:%u@%d:[%p]:',
    log_timezone: 'UTC',
    track_io_timing: 'on',
    track_wal_io_timing: 'on',
    wal_level: isOn(parameters[logicalReplication]) ? 'logical' : 'replica',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    hot_standby: 'on',
    // A standby finds its restarted writer without PostgreSQL's default wait of five seconds.
    wal_retrieve_retry_interval: '200ms',
    hot_standby_feedback: 'on',
    // As on RDS. Scripts read both.
    'rds.extensions': extensions.join(', '),
    'rds.superuser_variables': 'session_replication_role',
  };
  if (follow) {
    settings.primary_slot_name = follow.slot;
    settings.primary_conninfo =
      `host=${writerAddress} port=${follow.port} user=${replicationRole} application_name=${follow.slot} ` +
      `sslmode=verify-full sslrootcert=${inConnectionString(follow.authorityFile)} ` +
      `passfile=${inConnectionString(follow.passwordFile)}`;
  }
  if (archiveDirectory !== undefined) {
    settings.archive_mode = 'on';
    settings.archive_library = 'basic_archive';
    settings['basic_archive.archive_directory'] = archiveDirectory;
    // A standby finds WAL there that its writer no longer has.
    settings.restore_command = copyCommand(archiveDirectory);
  }
  if (recovery) {
    Object.assign(settings, whileRecovering(recovery));
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${quotable(value)}'\n`)
    .join('');
}

function quotable(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll("'", "''");
}

/** A value in a libpq connection string. */
function inConnectionString(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * For PostgreSQL's restore_command: a shell command in which `%f` is the file's name and `%p` its
 * target.
 */
function copyCommand(directory: string): string {
  const quoted = `'${directory.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'/%f`;
  return `test -f ${quoted} && cp ${quoted} "%p"`;
}

function whileRecovering({ until }: Recovery): Record<string, string> {
  return {
    // No client can connect during the recovery, so a client that connects finds it complete.
    hot_standby: 'off',
    // The system syncs files that were just copied. A machine that fails before leaves an
    // incomplete folder.
    fsync: 'off',
    shared_buffers: '64MB',
    max_wal_size: '4GB',
    ...(until && {
      // The WAL is complete.
      restore_command: 'false',
      recovery_target_action: 'promote',
    }),
    ...(until instanceof Date && {
      // To the end of the millisecond, because commits have microseconds. Without `Z`, which
      // PostgreSQL does not know yet when it reads this.
      recovery_target_time: until.toISOString().replace('Z', '999+00'),
    }),
  };
}

function librariesFor(configured: string | undefined): string {
  const libraries = (configured ?? 'pg_stat_statements')
    .split(',')
    .map(library => library.trim());
  return libraries.filter(library => availableLibraries.has(library)).join(',');
}

/**
 * The complete pg_hba.conf: TLS and a password for every role, or only for the administration roles
 * in a recovery. Instead of a password, members of rds_iam need a certificate that only an
 * `EndpointProxy` has, which uses it after it has seen a valid token. The administration roles come
 * first, so that a grant of rds_iam to one of them neither locks it out nor lets a token in.
 */
export function renderHostBasedAuthentication(
  { parameters, recovery }: StartSettings,
  majorVersion: number,
): string {
  // With `md5`, PostgreSQL asks for SCRAM if it has a SCRAM verifier for the role.
  const method =
    parameters[passwordMethods] === 'scram' ? 'scram-sha-256' : 'md5';
  const ourselves = [
    `hostssl all ${administrationRole} 127.0.0.0/8 scram-sha-256`,
    `host all ${administrationRole} all reject`,
    `host ${administrationDatabase} all all reject`,
  ];
  const everybody = [
    `hostssl replication ${replicationRole} 127.0.0.0/8 scram-sha-256`,
    `host all ${replicationRole} all reject`,
    // These are members of rds_iam only to grant it.
    ...(majorVersion < firstMajorWithAdminOption
      ? []
      : [`hostssl all +${superuserRole} 127.0.0.0/8 ${method}`]),
    `hostssl all +${iamRole} 127.0.0.0/8 cert`,
    `hostssl all all 127.0.0.0/8 ${method}`,
  ];
  return [
    ...ourselves,
    ...(recovery ? [] : everybody),
    'hostnossl all all all reject',
    '',
  ].join('\n');
}
