import {
  bothAreRight,
  undecided,
  onlyOurs,
  onlyTheirs,
  oursIsRight,
  type KnownDifference,
} from './KnownDifference';

const cluster = (...members: string[]) =>
  members
    .flatMap(member => [`DBCluster.${member}`, `DBClusters[].${member}`])
    .join('|');
const instance = (...members: string[]) =>
  members
    .flatMap(member => [`DBInstance.${member}`, `DBInstances[].${member}`])
    .join('|');
const snapshot = (...members: string[]) =>
  members
    .flatMap(member => [
      `DBClusterSnapshot.${member}`,
      `DBClusterSnapshots[].${member}`,
    ])
    .join('|');

/** RDS. */
export const databaseDifferences: readonly KnownDifference[] = [
  oursIsRight(
    'rds.*',
    cluster(
      'ActivityStreamStatus',
      'DatabaseInsightsMode',
      'EngineLifecycleSupport',
      'LocalWriteForwardingStatus',
      'MonitoringInterval',
      'PerformanceInsightsEnabled',
      'ServerlessV2PlatformVersion',
      'VpcSecurityGroups[].*',
    ),
    onlyOurs,
    'The API reference has these members of DBCluster.',
  ),
  oursIsRight(
    'rds.*',
    cluster(
      'BacktrackWindow',
      'GlobalWriteForwardingRequested',
      'PubliclyAccessible',
      'ScalingConfigurationInfo',
      'StorageType',
      'VpcSecurityGroups[]',
    ),
    onlyTheirs,
    'They belong to Aurora MySQL, global databases, Multi-AZ clusters or Serverless v1; a cluster has the VPC’s default group.',
  ),
  undecided(
    'rds.*',
    `${cluster('DBClusterOptionGroupMemberships[]')}|${instance('AssociatedRoles[]')}`,
    ['empty', 'absent'],
    'AWS does not document whether an empty list is left out.',
  ),
  bothAreRight(
    'rds.*',
    cluster('AvailabilityZones[]'),
    ['*', '*'],
    'The zones are those of the subnets.',
  ),
  oursIsRight(
    'rds.*',
    cluster('DBClusterParameterGroup'),
    ['default.aurora-postgresql15', 'default.aurora8.0'],
    'The default group is that of the engine’s family.',
  ),
  oursIsRight(
    'rds.*',
    [cluster('KmsKeyId'), instance('KmsKeyId'), snapshot('KmsKeyId')].join('|'),
    ['arn:*', 'default_kms_key_id'],
    'The API reference has an ARN.',
  ),
  oursIsRight(
    'rds.*',
    [
      cluster('Status'),
      instance('DBInstanceStatus'),
      snapshot('Status', 'PercentProgress'),
    ].join('|'),
    ['*', '*'],
    'A change takes time, and a deleted snapshot says so. In moto, statuses follow the number of calls.',
  ),
  oursIsRight(
    'rds.*',
    instance(
      'ActivityStreamStatus',
      'BackupTarget',
      'CertificateDetails.*',
      'CustomerOwnedIpEnabled',
      'DBSubnetGroup.*',
      'DatabaseInsightsMode',
      'Endpoint.HostedZoneId',
      'MonitoringInterval',
      'NetworkType',
      'PendingModifiedValues',
      'PerformanceInsightsEnabled',
      'PubliclyAccessible',
      'VpcSecurityGroups[].*',
    ),
    onlyOurs,
    'The API reference has these members of DBInstance.',
  ),
  oursIsRight(
    'rds.*',
    instance('VpcSecurityGroups[]', 'Endpoint.Address', 'Endpoint.Port'),
    onlyTheirs,
    'An instance has the groups of its cluster, and an endpoint when it is available.',
  ),
  oursIsRight(
    'rds.*',
    instance(
      'CACertificateIdentifier',
      'DbInstancePort',
      'LicenseModel',
      'OptionGroupMemberships[].OptionGroupName',
    ),
    ['*', '*'],
    'RDS’s default certificate, port 0 of Aurora, licence of PostgreSQL, and default option group of a major version.',
  ),
  oursIsRight(
    'rds.*',
    snapshot(
      'AvailabilityZones[]',
      'BackupRetentionPeriod',
      'DbClusterResourceId',
      'EngineMode',
      'IAMDatabaseAuthenticationEnabled',
      'LicenseModel',
      'PreferredBackupWindow',
      'StorageType',
      'VpcId',
    ),
    onlyOurs,
    'The API reference has these members of DBClusterSnapshot.',
  ),
  oursIsRight(
    'rds.*SubnetGroup*',
    '*SubnetOutpost|*SupportedNetworkTypes[]',
    onlyOurs,
    'The API reference has these members of DBSubnetGroup.',
  ),
  oursIsRight(
    'rds.CreateDBSubnetGroup|rds.CreateDBCluster',
    'error',
    [
      '*',
      'succeeds|DBClusterSnapshotAlreadyExistsFault (400)|InvalidSubnetID.NotFound (400)',
    ],
    'The API reference has an error of RDS for a group or cluster that exists, and for a group or subnet that does not.',
  ),
  oursIsRight(
    'rds.DeleteDBSubnetGroup',
    'error',
    ['succeeds', 'DBSubnetGroupNotFoundFault (404)'],
    'In moto, the second creation took the group’s place.',
  ),
  oursIsRight('rds.*', 'error', ['*', 'Error (500)'], 'moto fails.'),
];
