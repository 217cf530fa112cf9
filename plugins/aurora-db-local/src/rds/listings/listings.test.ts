import { X509Certificate } from 'node:crypto';
import {
  paginateDownloadDBLogFilePortion,
  type RDS,
} from '@aws-sdk/client-rds';
import { startRds, type TestCluster, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

/** A listing, with filters and more input. */
type Listing = (rds: RDS, input: object) => Promise<object>;

/** What an account without such resources has. */
const empty: [list: string, listing: Listing][] = [
  [
    'BlueGreenDeployments',
    (rds, input) => rds.describeBlueGreenDeployments(input),
  ],
  [
    'DBClusterBacktracks',
    (rds, input) =>
      rds.describeDBClusterBacktracks({
        DBClusterIdentifier: 'orders',
        ...input,
      }),
  ],
  [
    'DBInstanceAutomatedBackups',
    (rds, input) => rds.describeDBInstanceAutomatedBackups(input),
  ],
  ['DBProxies', (rds, input) => rds.describeDBProxies(input)],
  ['DBProxyEndpoints', (rds, input) => rds.describeDBProxyEndpoints(input)],
  ['DBRecommendations', (rds, input) => rds.describeDBRecommendations(input)],
  ['DBSecurityGroups', (rds, input) => rds.describeDBSecurityGroups(input)],
  ['DBShardGroups', (rds, input) => rds.describeDBShardGroups(input)],
  ['DBSnapshots', (rds, input) => rds.describeDBSnapshots(input)],
  [
    'DBSnapshotTenantDatabases',
    (rds, input) => rds.describeDBSnapshotTenantDatabases(input),
  ],
  ['ExportTasks', (rds, input) => rds.describeExportTasks(input)],
  ['GlobalClusters', (rds, input) => rds.describeGlobalClusters(input)],
  ['Integrations', (rds, input) => rds.describeIntegrations(input)],
  [
    'OptionGroupOptions',
    (rds, input) =>
      rds.describeOptionGroupOptions({ EngineName: 'mysql', ...input }),
  ],
  [
    'PendingMaintenanceActions',
    (rds, input) => rds.describePendingMaintenanceActions(input),
  ],
  [
    'ReservedDBInstances',
    (rds, input) => rds.describeReservedDBInstances(input),
  ],
  [
    'ReservedDBInstancesOfferings',
    (rds, input) => rds.describeReservedDBInstancesOfferings(input),
  ],
  ['SourceRegions', (rds, input) => rds.describeSourceRegions(input)],
  ['TenantDatabases', (rds, input) => rds.describeTenantDatabases(input)],
];

/** Listings that have something, or whose filters matter for other reasons. */
const filtered: [operation: string, listing: Listing][] = [
  ['DescribeCertificates', (rds, input) => rds.describeCertificates(input)],
  [
    'DescribeDBClusterAutomatedBackups',
    (rds, input) => rds.describeDBClusterAutomatedBackups(input),
  ],
  [
    'DescribeDBClusterEndpoints',
    (rds, input) => rds.describeDBClusterEndpoints(input),
  ],
  [
    'DescribeDBClusterSnapshots',
    (rds, input) => rds.describeDBClusterSnapshots(input),
  ],
  ['DescribeDBClusters', (rds, input) => rds.describeDBClusters(input)],
  [
    'DescribeDBEngineVersions',
    (rds, input) => rds.describeDBEngineVersions(input),
  ],
  ['DescribeDBInstances', (rds, input) => rds.describeDBInstances(input)],
  [
    'DescribeDBLogFiles',
    (rds, input) =>
      rds.describeDBLogFiles({ DBInstanceIdentifier: 'orders-one', ...input }),
  ],
  ['DescribeDBSubnetGroups', (rds, input) => rds.describeDBSubnetGroups(input)],
  [
    'DescribeEventCategories',
    (rds, input) => rds.describeEventCategories(input),
  ],
  [
    'DescribeEventSubscriptions',
    (rds, input) => rds.describeEventSubscriptions(input),
  ],
  ['DescribeEvents', (rds, input) => rds.describeEvents(input)],
  ['DescribeOptionGroups', (rds, input) => rds.describeOptionGroups(input)],
  [
    'DescribeOrderableDBInstanceOptions',
    (rds, input) =>
      rds.describeOrderableDBInstanceOptions({
        Engine: 'aurora-postgresql',
        ...input,
      }),
  ],
];

describe('the listings of an account with one cluster', () => {
  let test: TestRds;
  let cluster: TestCluster;

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('orders', { BackupRetentionPeriod: 3 });
    await test.createInstance('orders', 'orders-one');
    cluster = await test.until('orders');
  });

  afterAll(() => test?.stop());

  it.each(empty)('have no %s', async (list, listing) => {
    await expect(listing(test.rds, { MaxRecords: 20 })).resolves.toMatchObject({
      [list]: [],
    });
  });

  it.each([...empty, ...filtered])(
    'refuse an unknown filter: %s',
    async (_name, listing) => {
      const Filters = [{ Name: 'no-such-filter', Values: ['any'] }];
      await expect(listing(test.rds, { Filters })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: 'Unrecognized filter name: no-such-filter',
      });
    },
  );

  it.each<[string, string, (rds: RDS) => Promise<unknown>]>([
    [
      'an unknown engine as filter',
      'Unrecognized engine name: oracel',
      rds =>
        rds.describeDBClusters({
          Filters: [{ Name: 'engine', Values: ['oracel'] }],
        }),
    ],
    [
      'an unknown engine',
      'Unrecognized engine name: oracel',
      rds => rds.describeDBEngineVersions({ Engine: 'oracel' }),
    ],
    [
      'an unknown status as filter',
      'Invalid value ready for the filter db-cluster-endpoint-status.',
      rds =>
        rds.describeDBClusterEndpoints({
          Filters: [{ Name: 'db-cluster-endpoint-status', Values: ['ready'] }],
        }),
    ],
    [
      'an unknown type of snapshots',
      'Invalid snapshot type: weekly.',
      rds => rds.describeDBClusterSnapshots({ SnapshotType: 'weekly' }),
    ],
  ])('refuse %s', async (_what, message, call) => {
    await expect(call(test.rds)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, (rds: RDS) => Promise<unknown>]>([
    [
      'GlobalClusterNotFoundFault',
      rds => rds.describeGlobalClusters({ GlobalClusterIdentifier: 'x' }),
    ],
    [
      'DBSnapshotNotFound',
      rds => rds.describeDBSnapshots({ DBSnapshotIdentifier: 'x' }),
    ],
    [
      'DBProxyNotFound',
      rds => rds.describeDBProxyTargets({ DBProxyName: 'x' }),
    ],
    [
      'CertificateNotFound',
      rds => rds.describeCertificates({ CertificateIdentifier: 'x' }),
    ],
    [
      'OptionGroupNotFound',
      rds => rds.describeOptionGroups({ OptionGroupName: 'x' }),
    ],
    [
      'DBClusterNotFound',
      rds => rds.describeDBClusterBacktracks({ DBClusterIdentifier: 'x' }),
    ],
    [
      'DBClusterAutomatedBackupNotFound',
      rds =>
        rds.describeDBClusterAutomatedBackups({ DBClusterIdentifier: 'x' }),
    ],
    [
      'DBInstanceNotFound',
      rds =>
        rds.describeValidDBInstanceModifications({ DBInstanceIdentifier: 'x' }),
    ],
  ])('answer %s for what does not exist', async (name, call) => {
    await expect(call(test.rds)).rejects.toMatchObject({
      name: expect.stringMatching(`^${name}(Fault)?$`),
    });
  });

  it('have the endpoints that every cluster has', async () => {
    const endpoints = async (type?: string) =>
      (
        await test.rds.describeDBClusterEndpoints({
          DBClusterIdentifier: 'orders',
          Filters: type
            ? [{ Name: 'db-cluster-endpoint-type', Values: [type] }]
            : [],
        })
      ).DBClusterEndpoints;
    const writer = {
      DBClusterIdentifier: 'orders',
      EndpointType: 'WRITER',
      Endpoint: cluster.writer,
      Status: 'available',
    };
    const reader = {
      ...writer,
      EndpointType: 'READER',
      Endpoint: cluster.reader,
    };
    await expect(endpoints()).resolves.toEqual([writer, reader]);
    await expect(endpoints('reader')).resolves.toEqual([reader]);
    await expect(endpoints('custom')).resolves.toEqual([]);
  });

  it('have the automated backup of the cluster, with the window of its restores', async () => {
    const { earliest } = await test.untilRestorable('orders');
    await expect(
      test.rds.describeDBClusterAutomatedBackups({
        Filters: [{ Name: 'status', Values: ['active'] }],
      }),
    ).resolves.toMatchObject({
      DBClusterAutomatedBackups: [
        {
          DBClusterIdentifier: 'orders',
          Status: 'active',
          BackupRetentionPeriod: 3,
          RestoreWindow: { EarliestTime: earliest },
        },
      ],
    });
  });

  it('have the certificate that signs those of servers', async () => {
    const { fingerprint } = new X509Certificate(test.authority);
    const { Certificates, DefaultCertificateForNewLaunches } =
      await test.rds.describeCertificates({
        CertificateIdentifier: 'RDS-CA-RSA2048-G1',
      });
    expect(DefaultCertificateForNewLaunches).toBe('rds-ca-rsa2048-g1');
    expect(Certificates).toMatchObject([
      {
        CertificateIdentifier: 'rds-ca-rsa2048-g1',
        Thumbprint: fingerprint.replaceAll(':', '').toLocaleLowerCase('en-US'),
      },
    ]);
  });

  it('have the default option group of the cluster', async () => {
    const { OptionGroupsList = [] } = await test.rds.describeOptionGroups({});
    expect(OptionGroupsList.map(group => group.OptionGroupName)).toEqual([
      'default:aurora-postgresql-15',
    ]);
  });

  it("have ARNs whose tags can be listed, but not changed if they are RDS's own", async () => {
    const { OptionGroupsList: [options] = [] } =
      await test.rds.describeOptionGroups({});
    const { DBClusterAutomatedBackups: [backup] = [] } =
      await test.rds.describeDBClusterAutomatedBackups({});
    for (const ResourceName of [
      options?.OptionGroupArn,
      backup?.DBClusterAutomatedBackupsArn,
      'arn:aws:rds:ap-northeast-1:123456789012:cluster-pg:default.aurora-postgresql15',
    ]) {
      await expect(
        test.rds.listTagsForResource({ ResourceName }),
      ).resolves.toMatchObject({ TagList: [] });
      await expect(
        test.rds.addTagsToResource({
          ResourceName,
          Tags: [{ Key: 'team', Value: 'shop' }],
        }),
      ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    }
  });

  it('have the log of an instance, in portions', async () => {
    for (let i = 1; i <= 30; i += 1) {
      await test
        .query(cluster, `SELECT 'line ${i}' FROM missing`)
        .catch(() => undefined);
    }
    const DBInstanceIdentifier = 'orders-one';
    const { DescribeDBLogFiles: [file] = [] } =
      await test.rds.describeDBLogFiles({ DBInstanceIdentifier });
    expect(file?.LogFileName).toBe('error/postgresql.log');
    const download = {
      DBInstanceIdentifier,
      LogFileName: file?.LogFileName,
    };
    const { LogFileData: all = '' } =
      await test.rds.downloadDBLogFilePortion(download);
    expect(all).toMatch(/line 1'[^]*line 30'/);

    const portions: string[] = [];
    for await (const page of paginateDownloadDBLogFilePortion(
      { client: test.rds, startingToken: '0', stopOnSameToken: true },
      { ...download, NumberOfLines: 7 },
    )) {
      portions.push(page.LogFileData ?? '');
    }
    expect(portions.length).toBeGreaterThan(4);
    expect(portions.join('')).toContain(all);
    await expect(
      test.rds.downloadDBLogFilePortion({
        DBInstanceIdentifier,
        LogFileName: '../standby.log',
      }),
    ).rejects.toMatchObject({ name: 'DBLogFileNotFoundFault' });
  });
});
