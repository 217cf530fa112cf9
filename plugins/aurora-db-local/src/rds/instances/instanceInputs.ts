import { z } from 'zod';
import { ignored, rejected, stored } from '../../service/inputHandling';
import { booleanInput, integerInput } from '../../service/inputs';
import { monitoringMembers, optionGroup } from '../clusters/clusterMembers';
import { maintenanceWindow } from '../clusters/windows';
import { engineNames } from '../engine/engineNames';
import { identifierInput } from '../identifierInput';
import { filtersOf, pageInput } from '../listing';
import { certificateNames } from '../listings/certificateNames';
import { certificateNotFound, invalidValue } from '../rdsFaults';
import { tagsInput } from '../Tag';

const ofCluster = 'An instance of a cluster has that of its cluster.';
const aurora = 'It does not apply to Aurora.';
const directories = 'There are no directories, so no Kerberos authentication.';

const instanceClass = z.string().transform(name => {
  if (!/^db\.(serverless|[a-z0-9]+\.[a-z0-9]+)$/.test(name)) {
    throw invalidValue(`Invalid DB Instance class: ${name}`);
  }
  return name;
});

const storedClass = stored(
  instanceClass,
  'A server has the resources of this machine, whatever its class.',
);

/** Members that creation and modification share. */
const settable = {
  ...monitoringMembers,
  AdditionalStorageVolumes: rejected(aurora, ['[]']),
  AllocatedStorage: rejected('The storage of Aurora grows by itself.'),
  AutoMinorVersionUpgrade: stored(
    booleanInput.optional(),
    'Versions change only if a caller asks for it.',
  ),
  BackupRetentionPeriod: rejected(ofCluster),
  CACertificateIdentifier: stored(
    z
      .string()
      .transform(name => {
        if (!certificateNames.includes(name)) {
          throw certificateNotFound(name);
        }
        return name;
      })
      .optional(),
    'The certificate of a server is from the authority of GET /_aurora-local/ca.pem.',
  ),
  CopyTagsToSnapshot: ignored('As on AWS, the setting of the cluster counts.'),
  DatabaseInsightsMode: z.enum(['standard', 'advanced']).optional(),
  DBParameterGroupName: stored(
    z.string().optional(),
    'The parameters of the cluster group apply.',
  ),
  DBSecurityGroups: rejected('They belong to EC2-Classic.', ['[]']),
  DBSubnetGroupName: z.string().optional(),
  DedicatedLogVolume: rejected(aurora, ['false']),
  DeletionProtection: rejected('Protect the cluster.', ['false']),
  Domain: rejected(directories),
  DomainAuthSecretArn: rejected(directories),
  DomainDnsIps: rejected(directories, ['[]']),
  DomainFqdn: rejected(directories),
  DomainIAMRoleName: rejected(directories),
  DomainOu: rejected(directories),
  EnableCustomerOwnedIp: rejected('There are no Outposts.', ['false']),
  EnableIAMDatabaseAuthentication: rejected(ofCluster),
  EngineLifecycleSupport: rejected(ofCluster),
  Iops: rejected('Aurora has no provisioned IOPS.'),
  LicenseModel: rejected('PostgreSQL has one license model.', [
    'postgresql-license',
  ]),
  ManageMasterUserPassword: rejected(ofCluster, ['false']),
  MasterUserAuthenticationType: rejected(ofCluster),
  MasterUserPassword: rejected(ofCluster),
  MasterUserSecretKmsKeyId: rejected(ofCluster),
  MaxAllocatedStorage: rejected('The storage of Aurora grows by itself.'),
  MultiAZ: rejected(
    'Create readers in other zones: instances of a cluster have no standby.',
    ['false'],
  ),
  MultiTenant: rejected('It belongs to Oracle databases.', ['false']),
  NetworkType: rejected(ofCluster, ['IPV4']),
  OptionGroupName: optionGroup,
  PreferredBackupWindow: rejected(ofCluster),
  PreferredMaintenanceWindow: z
    .string()
    .transform(maintenanceWindow)
    .optional(),
  ProcessorFeatures: rejected(aurora, ['[]']),
  PromotionTier: integerInput.pipe(z.int().min(0).max(15)).optional(),
  PubliclyAccessible: stored(
    booleanInput.optional(),
    'Servers listen on loopback.',
  ),
  StorageThroughput: rejected(aurora),
  StorageType: rejected(ofCluster, ['aurora']),
  TagSpecifications: rejected('Automated backups have no tags here.', ['[]']),
  TdeCredentialArn: rejected('It belongs to Oracle databases.'),
  TdeCredentialPassword: rejected('It belongs to Oracle databases.'),
  VpcSecurityGroupIds: rejected(ofCluster, ['[]']),
};

const one = z.strictObject({ DBInstanceIdentifier: z.string() });

export const instanceInputs = {
  CreateDBInstance: z.strictObject({
    ...settable,
    AvailabilityZone: z.string().optional(),
    BackupTarget: rejected('There are no Outposts.', ['region']),
    CharacterSetName: rejected(ofCluster),
    CustomIamInstanceProfile: rejected('There are no custom databases.'),
    DBClusterIdentifier: z.string().optional(),
    DBInstanceClass: storedClass,
    DBInstanceIdentifier: identifierInput('DBInstanceIdentifier'),
    DBName: rejected('Set DatabaseName of the cluster.'),
    DBSystemId: rejected('It belongs to Oracle databases.'),
    EnableCloudwatchLogsExports: rejected(ofCluster, ['[]']),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    KmsKeyId: rejected(ofCluster),
    MasterUsername: rejected(ofCluster),
    NcharCharacterSetName: rejected('It belongs to Oracle databases.'),
    Port: rejected(ofCluster),
    StorageEncrypted: booleanInput.optional(),
    Tags: tagsInput,
    Timezone: rejected('It belongs to other engines: use a parameter.'),
  }),
  ModifyDBInstance: one.extend({
    ...settable,
    AllowMajorVersionUpgrade: ignored(
      'The cluster decides the version of its instances.',
    ),
    ApplyImmediately: booleanInput.default(false),
    AutomationMode: rejected('There are no custom databases.', ['full']),
    AwsBackupRecoveryPointArn: rejected('There is no AWS Backup.'),
    CertificateRotationRestart: ignored(
      'Certificates are not rotated, so nothing restarts.',
    ),
    CloudwatchLogsExportConfiguration: rejected(ofCluster, ['{}']),
    DBInstanceClass: storedClass.optional(),
    DBPortNumber: rejected(ofCluster),
    DisableDomain: rejected(directories, ['false']),
    Engine: rejected(ofCluster, ['aurora-postgresql']),
    EngineVersion: rejected('Use ModifyDBCluster to upgrade all instances.'),
    NewDBInstanceIdentifier: identifierInput(
      'NewDBInstanceIdentifier',
    ).optional(),
    ReplicaMode: rejected('It belongs to Oracle databases.'),
    ResumeFullAutomationModeMinutes: rejected('There are no custom databases.'),
    RotateMasterUserPassword: rejected(ofCluster, ['false']),
    UseDefaultProcessorFeatures: rejected(aurora, ['false']),
  }),
  RebootDBInstance: one.extend({ ForceFailover: booleanInput.default(false) }),
  DeleteDBInstance: one.extend({
    DeleteAutomatedBackups: ignored('Backups belong to the cluster.'),
    FinalDBSnapshotIdentifier: rejected(
      'An instance of a cluster has no snapshots.',
    ),
    SkipFinalSnapshot: ignored('An instance of a cluster has no snapshots.'),
  }),
  DescribeDBInstances: z.strictObject({
    ...pageInput,
    Filters: filtersOf({
      'db-cluster-id': 'any',
      'db-instance-id': 'any',
      'dbi-resource-id': 'any',
      domain: 'any',
      engine: engineNames,
    }),
    DBInstanceIdentifier: z.string().optional(),
  }),
};

export type CreateInstanceInput = z.infer<
  typeof instanceInputs.CreateDBInstance
>;
export type ModifyInstanceInput = z.infer<
  typeof instanceInputs.ModifyDBInstance
>;
