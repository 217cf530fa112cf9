import { writerAddress } from './connections/loopbackAddresses';

/** The superuser that RDS keeps to itself. */
export const administrationRole = 'rdsadmin';
/** The role that standbys connect with. */
export const replicationRole = 'rdsrepladmin';
/** Whoever is a member logs in with an IAM token. */
export const iamRole = 'rds_iam';
/** Certificate of the authority that servers and our own clients are from, in the data folder. */
export const authorityFile = 'ca.pem';

/** Libraries of the parameter group that these binaries have. */
const availableLibraries = new Set([
  'pg_stat_statements',
  'auto_explain',
  'pg_prewarm',
]);

/**
 * Keeps an idle server small however many connections it allows: the shared lock tables grow with max_connections times these.
 * Measured with max_connections 3,360: 123 MB with PostgreSQL's defaults, about 50 MB so (PSS, idle).
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
};

/** What differs between one start of a server and another. */
export interface StartSettings {
  /** Values of the cluster parameter group that PostgreSQL knows: the static ones as they were when the instance last rebooted. */
  parameters: Readonly<Record<string, string>>;
  /** A standby follows this primary. */
  follow?: {
    port: number;
    slot: string;
    passwordFile: string;
    authorityFile: string;
  };
  /** Where finished WAL segments go. Nowhere where absent. */
  archiveDirectory?: string;
  /** Recovers a copy of data, in private. */
  recovery?: Recovery;
}

/** A recovery from the WAL that is in the data folder itself. */
interface Recovery {
  /** Commits up to this millisecond and in it, or all that the WAL has. Absent: from a base backup to its own end, staying on its timeline. */
  until?: Date | 'end';
}

/**
 * The whole postgresql.conf of a server.
 *
 * @param port - where it listens, for us alone: clients come through an `EndpointProxy`
 */
export function renderServerSettings(
  { parameters, follow, archiveDirectory, recovery }: StartSettings,
  port: number,
): string {
  const settings: Record<string, string> = {
    ...frugal,
    ...parameters,
    shared_preload_libraries: librariesFor(parameters.shared_preload_libraries),
    port: String(port),
    listen_addresses: writerAddress,
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: 'server.crt',
    ssl_key_file: 'server.key',
    ssl_ca_file: authorityFile,
    ssl_min_protocol_version: 'TLSv1.2',
    password_encryption: 'scram-sha-256',
    hba_file: 'pg_hba.conf',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '%t:%r:%u@%d:[%p]:',
    log_timezone: 'UTC',
    track_io_timing: 'on',
    track_wal_io_timing: 'on',
    wal_level: 'replica',
    max_wal_senders: '4',
    max_replication_slots: '4',
    // A reader that is gone must not fill the disk.
    max_slot_wal_keep_size: '256MB',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    hot_standby: 'on',
    // A standby finds its restarted writer again without PostgreSQL's five seconds of waiting.
    wal_retrieve_retry_interval: '200ms',
    hot_standby_feedback: 'on',
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
    // A standby finds there what its writer has no more.
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

/** For PostgreSQL's restore_command: a shell's, in which `%f` and `%p` stand for the file's name and where it goes. */
function copyCommand(directory: string): string {
  const quoted = `'${directory.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'/%f`;
  return `test -f ${quoted} && cp ${quoted} "%p"`;
}

function whileRecovering({ until }: Recovery): Record<string, string> {
  return {
    // Nobody reads meanwhile, so whoever can connect finds the recovery done.
    hot_standby: 'off',
    // Files that a copy has just written are the system's to sync: a machine that fails now leaves an unfinished folder.
    fsync: 'off',
    shared_buffers: '64MB',
    max_wal_size: '4GB',
    ...(until && {
      // All of the WAL is there already.
      restore_command: 'false',
      recovery_target_action: 'promote',
    }),
    ...(until instanceof Date && {
      // To the end of the millisecond: commits have microseconds. Not with `Z`, which PostgreSQL doesn't know yet when it reads this.
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
 * The whole pg_hba.conf: TLS and a password for every role, or for our own alone in a recovery. Instead of a password, members of rds_iam
 * need a certificate that only an `EndpointProxy` has, which shows it once it has seen a good token. Our own roles come first, so that
 * a grant of rds_iam to one of them neither shuts us out nor lets a token in.
 */
export function renderHostBasedAuthentication({
  recovery,
}: StartSettings): string {
  const ourselves = [
    `hostssl all ${administrationRole} 127.0.0.0/8 scram-sha-256`,
    `host all ${administrationRole} all reject`,
  ];
  const everybody = [
    `hostssl replication ${replicationRole} 127.0.0.0/8 scram-sha-256`,
    `host all ${replicationRole} all reject`,
    `hostssl all +${iamRole} 127.0.0.0/8 cert`,
    'hostssl all all 127.0.0.0/8 scram-sha-256',
  ];
  return [
    ...ourselves,
    ...(recovery ? [] : everybody),
    'hostnossl all all all reject',
    '',
  ].join('\n');
}
