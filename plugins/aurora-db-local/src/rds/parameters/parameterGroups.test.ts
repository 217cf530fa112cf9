import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuroraLocal, type AuroraLocal } from '../../createAuroraLocal';
import { FileStateStore } from '../../store/FileStateStore';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { connectRds, type ConnectedRds } from '../testing/startRds';
import { parameterGroupRecordSchema } from './ParameterGroupRecord';

jest.setTimeout(180_000);

const scope = { accountId: '123456789012', region: 'ap-northeast-1' };

/**
 * Parameters that reach files, programs or libraries of the machine, or that run the server
 * differently from RDS.
 */
const unknown = [
  'archive_cleanup_command',
  'archive_library',
  'recovery_end_command',
  'restore_command',
  'ssl_passphrase_command',
  'session_preload_libraries',
  'local_preload_libraries',
  'dynamic_library_path',
  'jit_provider',
  'event_source',
  'external_pid_file',
  'promote_trigger_file',
  'krb_server_keyfile',
  'ssl_crl_file',
  'ssl_dh_params_file',
  'stats_temp_directory',
  'primary_conninfo',
  'synchronous_standby_names',
  'recovery_target_time',
  'allow_system_table_mods',
  'data_sync_retry',
  'timezone_abbreviations',
  'basic_archive.archive_directory',
  'plperl.on_init',
  'rds.nonsense',
  // PostgreSQL has these, and Aurora's storage does not.
  'archive_command',
  'archive_mode',
  'fsync',
  'full_page_writes',
  'max_wal_size',
  'unix_socket_directories',
  'wal_level',
];
const fixed = [
  'config_file',
  'effective_io_concurrency',
  'hba_file',
  'hot_standby_feedback',
  'ident_file',
  'listen_addresses',
  'log_directory',
  'log_line_prefix',
  'logging_collector',
  'rds.superuser_variables',
  'ssl_ca_file',
  'ssl_cert_file',
  'ssl_crl_dir',
  'ssl_key_file',
];
const fixedInClusters = [
  'data_directory',
  'huge_pages',
  'port',
  'rds.extensions',
  'ssl',
];

/** Values in templates, and the values of the server. */
const used: Record<string, [value: string, shown?: string]> = {
  log_statement: ['ddl'],
  log_min_duration_statement: ['250', '250ms'],
  log_parameter_max_length: ['0', '0'],
  log_parameter_max_length_on_error: ['0', '0'],
  shared_preload_libraries: [
    'pg_stat_statements, auto_explain,pgaudit',
    'pg_stat_statements,auto_explain',
  ],
  'rds.force_ssl': ['1', 'on'],
  'rds.log_retention_period': ['1440', undefined],
  'rds.force_autovacuum_logging_level': ['log', undefined],
  'rds.logical_replication': ['0', 'off'],
  'rds.accepted_password_auth_method': ['scram'],
  max_connections: ['150'],
  statement_timeout: ['30000', '30s'],
  lock_timeout: ['5000', '5s'],
  idle_in_transaction_session_timeout: ['60000', '1min'],
  work_mem: ['8192', '8MB'],
  maintenance_work_mem: [
    'GREATEST({DBInstanceClassMemory/63963136*1024},65536)',
    '64MB',
  ],
  effective_cache_size: ['{DBInstanceClassMemory/16384}', '880952kB'],
  autovacuum_vacuum_cost_limit: [
    'GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)',
    '200',
  ],
  random_page_cost: ['1.1'],
  timezone: ['Asia/Tokyo'],
  search_path: ['app, public'],
  autovacuum_naptime: ['30', '30s'],
  log_lock_waits: ['1', 'on'],
  log_filename: [
    'postgresql.log.%Y-%m-%d-%H',
    'postgresql-%Y-%m-%d_%H%M%S.log',
  ],
  ssl_ciphers: ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'HIGH:MEDIUM:+3DES:!aNULL'],
  password_encryption: ['scram-sha-256'],
  lc_messages: ['C'],
  'pg_stat_statements.track': ['all'],
  'auto_explain.log_min_duration': ['1000', '1s'],
  'pgaudit.log': ['ddl', undefined],
  track_io_timing: ['0', 'on'],
  'pg_stat_statements.max': ['2000'],
};

describe('parameter groups', () => {
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let test: ConnectedRds;

  const start = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    test = await connectRds(endpoint);
  };
  const set = (ParameterName: string, ParameterValue: string) =>
    test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [
        { ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' },
      ],
    });
  const setOfInstance = (ParameterName: string, ParameterValue: string) =>
    test.rds.modifyDBParameterGroup({
      DBParameterGroupName: 'of-instances',
      Parameters: [
        { ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' },
      ],
    });
  const shown = async (name: string, host?: string) => {
    const cluster = await test.until('set');
    const rows = await test.query(
      cluster,
      `SELECT current_setting('${name}', true) AS value`,
      { host: host ?? cluster.writer },
    );
    return rows[0]?.value ?? undefined;
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await start();
    await test.createGroups();
    await test.rds.createDBParameterGroup({
      DBParameterGroupName: 'of-instances',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'of the test',
    });
  });

  afterAll(async () => {
    await endpoint?.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  it.each(unknown)('do not have %s, as in Aurora', async name => {
    const refusal = {
      name: 'InvalidParameterValue',
      message: `Could not find parameter with name: ${name}`,
    };
    await expect(set(name, '1')).rejects.toMatchObject(refusal);
    await expect(setOfInstance(name, '1')).rejects.toMatchObject(refusal);
  });

  it.each(fixed)('show %s and do not let it change', async name => {
    const refusal = {
      name: 'InvalidParameterValue',
      message: `The parameter ${name} cannot be modified.`,
    };
    await expect(set(name, '1')).rejects.toMatchObject(refusal);
    await expect(setOfInstance(name, '1')).rejects.toMatchObject(refusal);
  });

  it.each(fixedInClusters)(
    'show %s in cluster groups and do not let it change',
    async name => {
      await expect(set(name, '1')).rejects.toMatchObject({
        message: `The parameter ${name} cannot be modified.`,
      });
      await expect(setOfInstance(name, '1')).rejects.toMatchObject({
        message: `Could not find parameter with name: ${name}`,
      });
    },
  );

  it.each([
    ['shared_preload_libraries', 'pg_stat_statements,/tmp/library'],
    ['shared_preload_libraries', 'basic_archive'],
    ['application_name', "a\narchive_cleanup_command = 'touch /tmp/out'"],
    ['search_path', 'a\tb'],
    ['lc_messages', '/tmp/locale'],
    ['log_filename', '../../out'],
    ['bytea_output', 'raw'],
    ['statement_timeout', '30s'],
    ['search_path', 'a\u0000b'],
    ['max_replication_slots', '4'],
    ['pgaudit.role', 'postgres'],
    ['work_mem', '{DBInstanceClassMemory}0'],
    ['work_mem', 'LEAST({DBInstanceClassMemory/1024},)'],
    ['work_mem', 'MEDIAN({DBInstanceClassMemory},1)'],
    ['work_mem', '{dbinstanceclassmemory/1024}'],
    ['work_mem', '{DBInstanceClassMemory/0}'],
    ['work_mem', '{DBInstanceClassMemory+1}'],
    ['work_mem', 'LEAST({DBInstanceClassMemory/1024},5000'],
    ['random_page_cost', '{DBInstanceVCPU}'],
  ])('refuse for %s the value %j', async (name, value) => {
    await expect(set(name, value)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(`for: ${name} allowed values are`),
    });
  });

  it('of instances have no parameters of the whole cluster', async () => {
    await expect(setOfInstance('autovacuum', '1')).rejects.toMatchObject({
      message: 'Could not find parameter with name: autovacuum',
    });
    await setOfInstance('work_mem', '8192');
  });

  it('list parameters that can be set and fixed ones, and no others', async () => {
    const names: Record<string, boolean> = {};
    let Marker: string | undefined;
    do {
      const page = await test.rds.describeDBClusterParameters({
        DBClusterParameterGroupName: 'parameters',
        Marker,
      });
      for (const { ParameterName, IsModifiable } of page.Parameters ?? []) {
        names[ParameterName ?? ''] = IsModifiable ?? false;
      }
      Marker = page.Marker;
    } while (Marker);
    expect(unknown.filter(name => name in names)).toEqual([]);
    expect(
      [...fixed, ...fixedInClusters].filter(name => names[name] !== false),
    ).toEqual([]);
    expect(Object.keys(used).filter(name => !names[name])).toEqual([]);
  });

  it('have an effect on writers and readers', async () => {
    for (const [name, [value]] of Object.entries(used)) {
      await set(name, value);
    }
    await test.createCluster('set');
    await test.createInstance('set', 'one');
    await test.createInstance('set', 'two');
    const { reader } = await test.until('set');
    for (const host of [undefined, reader]) {
      for (const [name, [value, ...other]] of Object.entries(used)) {
        const [expected] = [...other, value];
        expect([name, await shown(name, host)]).toEqual([name, expected]);
      }
    }
  });

  it('of an older version may have values that can no longer be set: servers start without them, and they can be reset', async () => {
    const marker = join(stateDirectory, 'postgres', 'cleaned-up');
    await endpoint.stop();
    const store = await FileStateStore.open(stateDirectory);
    const groups = await store.collection(
      'rds-cluster-parameter-groups',
      parameterGroupRecordSchema,
    );
    const group = groups.get(scope, 'parameters');
    if (!group) {
      throw new Error('The group of the test is not kept where it was');
    }
    await groups.put(scope, 'parameters', {
      ...group,
      parameters: {
        ...group.parameters,
        archive_cleanup_command: `touch ${marker}`,
        session_preload_libraries: '/tmp/library',
        local_preload_libraries: 'library',
        dynamic_library_path: '/tmp',
        jit_provider: '/tmp/library',
        event_source: 'anything',
        external_pid_file: marker,
        huge_pages: 'on',
        application_name: 'two\nlines',
        cpu_tuple_cost: '0.02',
      },
    });
    await store.close();
    await start();
    const cluster = await test.until('set');
    await test.query(cluster, 'CREATE TABLE later (id int)');
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'two' });
    await test.until('set');
    for (const host of [cluster.writer, cluster.reader]) {
      expect(await shown('cpu_tuple_cost', host)).toBe('0.02');
      expect(await shown('jit_provider', host)).toBe('llvmjit');
      expect(await shown('event_source', host)).toBe('PostgreSQL');
      expect(await shown('dynamic_library_path', host)).toBe('$libdir');
      expect(await shown('session_preload_libraries', host)).toBe('');
    }
    expect(existsSync(marker)).toBe(false);
    await test.rds.resetDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [{ ParameterName: 'archive_cleanup_command' }],
    });
    await expect(
      test.rds.resetDBClusterParameterGroup({
        DBClusterParameterGroupName: 'parameters',
        Parameters: [{ ParameterName: 'archive_cleanup_command' }],
      }),
    ).rejects.toMatchObject({
      message: 'Could not find parameter with name: archive_cleanup_command',
    });
  });
});
