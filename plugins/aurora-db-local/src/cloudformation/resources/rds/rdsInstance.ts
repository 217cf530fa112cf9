import { z } from 'zod';
import { AwsError } from '../../../service/AwsService';
import type { JsonObject } from '../../template/parseTemplate';
import type { PropertyHandling } from '../PropertyHandling';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
} from '../ResourceType';
import { updateRdsTags } from './rdsTags';
import { firstOf } from '../responseShapes';
import { waitUntil } from '../waitUntil';
import { createOrAdopt, whenMissing } from '../whenMissing';

const instanceSchema = z.object({
  DBInstanceStatus: z.string(),
  DBInstanceArn: z.string().optional(),
  DbiResourceId: z.string().optional(),
  Endpoint: z
    .object({
      Address: z.string().optional(),
      Port: z.coerce.number().optional(),
      HostedZoneId: z.string().optional(),
    })
    .optional(),
});
type Instance = z.infer<typeof instanceSchema>;

/** Properties that CreateDBInstance and ModifyDBInstance accept. */
const settable = [
  'AdditionalStorageVolumes',
  'AutoMinorVersionUpgrade',
  'BackupRetentionPeriod',
  'CACertificateIdentifier',
  'CopyTagsToSnapshot',
  'DBInstanceClass',
  'DBParameterGroupName',
  'DBSecurityGroups',
  'DatabaseInsightsMode',
  'DedicatedLogVolume',
  'DeletionProtection',
  'Domain',
  'DomainAuthSecretArn',
  'DomainDnsIps',
  'DomainFqdn',
  'DomainIAMRoleName',
  'DomainOu',
  'EnableIAMDatabaseAuthentication',
  'EnablePerformanceInsights',
  'EngineLifecycleSupport',
  'LicenseModel',
  'ManageMasterUserPassword',
  'MasterUserAuthenticationType',
  'MasterUserPassword',
  'MaxAllocatedStorage',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'NetworkType',
  'OptionGroupName',
  'PerformanceInsightsKMSKeyId',
  'PerformanceInsightsRetentionPeriod',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
  'ProcessorFeatures',
  'PromotionTier',
  'PubliclyAccessible',
  'StorageThroughput',
  'TdeCredentialArn',
  'TdeCredentialPassword',
];
const onCreation = [
  'AvailabilityZone',
  'BackupTarget',
  'CharacterSetName',
  'DBClusterIdentifier',
  'DBName',
  'DBSubnetGroupName',
  'DBSystemId',
  'EnableCloudwatchLogsExports',
  'Engine',
  'EngineVersion',
  'MasterUsername',
  'NcharCharacterSetName',
  'Timezone',
];
const onModification = [
  'CertificateRotationRestart',
  'ReplicaMode',
  'UseDefaultProcessorFeatures',
];
/** For an instance of a cluster, the cluster has these. */
const inherited = [
  'AllocatedStorage',
  'Iops',
  'KmsKeyId',
  'MultiAZ',
  'Port',
  'StorageEncrypted',
  'StorageType',
];

const rdsInstanceProperties: PropertyHandling = {
  implemented: [
    ...settable,
    ...onCreation,
    ...onModification,
    'AllowMajorVersionUpgrade',
    'ApplyImmediately',
    'CustomIAMInstanceProfile',
    'DBInstanceIdentifier',
    'MasterUserSecret',
    'VPCSecurityGroups',
  ],
  ignored: {
    'An instance of a cluster has the value of its cluster, as on AWS. Instances without a cluster are refused.':
      inherited,
    'Backups belong to the cluster: set it there.': ['DeleteAutomatedBackups'],
  },
  rejected: {
    'Roles belong to the cluster: use AssociatedRoles of AWS::RDS::DBCluster.':
      ['AssociatedRoles'],
    'An instance is a member of a cluster, so restore the cluster.': [
      'DBClusterSnapshotIdentifier',
      'DBSnapshotIdentifier',
      'RestoreTime',
      'SourceDBClusterIdentifier',
      'SourceDBInstanceAutomatedBackupsArn',
      'SourceDBInstanceIdentifier',
      'SourceDbiResourceId',
      'SourceRegion',
      'UseLatestRestorableTime',
    ],
    'Backups are not replicated to other regions here.': [
      'AutomaticBackupReplicationKmsKeyId',
      'AutomaticBackupReplicationRegion',
      'AutomaticBackupReplicationRetentionPeriod',
    ],
  },
};

/** The members of calls whose names differ from the properties. */
function apiNames(properties: JsonObject): Record<string, unknown> {
  return {
    CustomIamInstanceProfile: properties.CustomIAMInstanceProfile,
    MasterUserSecretKmsKeyId: z
      .strictObject({ KmsKeyId: z.string().optional() })
      .parse(properties.MasterUserSecret ?? {}).KmsKeyId,
    VpcSecurityGroupIds: properties.VPCSecurityGroups,
  };
}

async function describe(
  request: ResourceRequest,
  id: string,
): Promise<Instance | undefined> {
  const response = await whenMissing(
    request.call('DescribeDBInstances', { DBInstanceIdentifier: id }),
    {},
  );
  return firstOf('DBInstances', instanceSchema, response);
}

async function provisioned(
  request: ResourceRequest,
  id: string,
): Promise<ProvisionedResource> {
  let instance: Instance | undefined;
  await waitUntil(async () => {
    instance = await describe(request, id);
    if (!instance || /failed|incompatible/.test(instance.DBInstanceStatus)) {
      throw new AwsError(
        'InvalidDBInstanceState',
        `DB Instance ${id} is ${instance ? `in ${instance.DBInstanceStatus} state` : 'gone'}.`,
      );
    }
    return (
      instance.DBInstanceStatus === 'available' ||
      instance.DBInstanceStatus === 'stopped'
    );
  }, request.signal);
  const { Endpoint, DBInstanceArn, DbiResourceId } =
    instanceSchema.parse(instance);
  return {
    physicalId: id,
    attributes: {
      'Endpoint.Address': Endpoint?.Address ?? '',
      'Endpoint.Port': String(Endpoint?.Port ?? ''),
      'Endpoint.HostedZoneId': Endpoint?.HostedZoneId ?? '',
      DBInstanceArn: DBInstanceArn ?? '',
      DbiResourceId: DbiResourceId ?? '',
    },
  };
}

/** https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds: `aws-rds-dbinstance.json`. */
export const rdsInstance: ResourceType = {
  type: 'AWS::RDS::DBInstance',
  service: 'rds',
  name: { property: 'DBInstanceIdentifier', maxLength: 63, lowerCase: true },
  createOnly: [
    'BackupTarget',
    'CharacterSetName',
    'CustomIAMInstanceProfile',
    'DBClusterIdentifier',
    'DBInstanceIdentifier',
    'DBName',
    'DBSubnetGroupName',
    'DBSystemId',
    'KmsKeyId',
    'MasterUsername',
    'NcharCharacterSetName',
    'SourceRegion',
    'StorageEncrypted',
    'Timezone',
  ],
  conditional: [
    'AutoMinorVersionUpgrade',
    'AvailabilityZone',
    'BackupRetentionPeriod',
    'DBClusterSnapshotIdentifier',
    'DBParameterGroupName',
    'DBSnapshotIdentifier',
    'Engine',
    'MultiAZ',
    'PerformanceInsightsKMSKeyId',
    'PreferredMaintenanceWindow',
    'RestoreTime',
    'SourceDBClusterIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
    'SourceDBInstanceIdentifier',
    'SourceDbiResourceId',
    'StorageType',
    'UseLatestRestorableTime',
  ],
  notUpdatable: [
    'AvailabilityZone',
    'DBClusterSnapshotIdentifier',
    'DBSnapshotIdentifier',
    'Engine',
    'PerformanceInsightsKMSKeyId',
    'RestoreTime',
    'SourceDBClusterIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
    'SourceDBInstanceIdentifier',
    'SourceDbiResourceId',
    'UseLatestRestorableTime',
  ],
  properties: rdsInstanceProperties,
  attributes: [
    'Endpoint.Address',
    'Endpoint.Port',
    'Endpoint.HostedZoneId',
    'DBInstanceArn',
    'DbiResourceId',
  ],
  taggable: true,
  snapshots: true,
  exists: async request =>
    (await describe(request, request.name)) !== undefined,
  async create(request) {
    const { properties, name, tags } = request;
    const own = properties.DBClusterIdentifier === undefined ? inherited : [];
    await createOrAdopt(
      request.call('CreateDBInstance', {
        ...pick(properties, [...settable, ...onCreation, ...own]),
        ...apiNames(properties),
        DBInstanceIdentifier: name,
        Tags: tags,
      }),
      request.resumed,
    );
    await request.initiated(name);
    return provisioned(request, name);
  },
  async update(request) {
    const { properties, physicalId } = request;
    const changed = Object.keys(properties).filter(name =>
      request.changed(name),
    );
    const differing = pick(properties, changed);
    await request.call('ModifyDBInstance', {
      ...pick(differing, [...settable, ...onModification]),
      ...apiNames(differing),
      // The cluster decides the version and the security groups of its instances.
      ...(properties.DBClusterIdentifier !== undefined && {
        VpcSecurityGroupIds: undefined,
      }),
      ...(properties.DBClusterIdentifier === undefined &&
        pick(properties, ['EngineVersion', 'AllowMajorVersionUpgrade'])),
      DBInstanceIdentifier: physicalId,
      ApplyImmediately: properties.ApplyImmediately ?? true,
    });
    await updateRdsTags(request, 'db', physicalId);
    return provisioned(request, physicalId);
  },
  async delete(request) {
    const { physicalId } = request;
    const instance = await describe(request, physicalId);
    if (instance && instance.DBInstanceStatus !== 'deleting') {
      // Aurora instances have no snapshots.
      await whenMissing(
        request.call('DeleteDBInstance', {
          DBInstanceIdentifier: physicalId,
          SkipFinalSnapshot: true,
        }),
        undefined,
      );
    }
    await waitUntil(
      async () => (await describe(request, physicalId)) === undefined,
      request.signal,
    );
  },
};
