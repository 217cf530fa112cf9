import { z } from 'zod';
import { ignored, rejected, stored } from '../../service/inputHandling';
import { booleanInput, integerInput } from '../../service/inputs';
import { monitoringMembers, optionGroup } from '../clusters/clusterMembers';
import { maintenanceWindow } from '../clusters/windows';
import { engineNames } from '../engine/engineNames';
import { isClassOfRds } from '../engine/instanceClasses';
import { identifierInput } from '../identifierInput';
import { filtersOf, pageInput } from '../listing';
import { certificateNames } from '../listings/certificateNames';
import {
  certificateNotFound,
  invalidCombination,
  invalidValue,
} from '../rdsFaults';
import { tagsInput } from '../Tag';

/**
 * A member that the cluster has for its instances, which RDS refuses. `harmless` lists values that
 * ask for nothing.
 */
function ofCluster(
  messageOf: (setting: string) => string,
  setting: string,
  harmless: readonly unknown[] = [],
) {
  return z
    .unknown()
    .optional()
    .transform(value => {
      const isEmpty = Array.isArray(value) && value.length === 0;
      if (value !== undefined && !isEmpty && !harmless.includes(value)) {
        throw invalidCombination(messageOf(setting));
      }
    });
}

const storageGrows =
  "The specified DB instance is a member of a DB Cluster. Storage grows based on usage. You don't need to set it explicitly.";
const off = [false, 'false'];
const aurora = 'It does not apply to Aurora.';
const directories = 'There are no directories, so no Kerberos authentication.';

const instanceClass = z.string().transform(name => {
  if (!isClassOfRds(name)) {
    throw invalidValue(`Invalid DB Instance class: ${name}`);
  }
  return name;
});

/**
 * Members that creation and modification share.
 *
 * @param messageOf - RDS's words for a member that the cluster has for its instances
 */
const settable = (messageOf: (setting: string) => string) => ({
  ...monitoringMembers,
  AdditionalStorageVolumes: rejected(aurora, ['[]']),
  AllocatedStorage: ofCluster(() => storageGrows, ''),
  AutoMinorVersionUpgrade: stored(
    booleanInput.optional(),
    'Versions change only if a caller asks for it.',
  ),
  BackupRetentionPeriod: ofCluster(messageOf, 'backup retention'),
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
  DBParameterGroupName: z.string().optional(),
  DBSecurityGroups: rejected('They belong to EC2-Classic.', ['[]']),
  DBSubnetGroupName: z.string().optional(),
  DedicatedLogVolume: rejected(aurora, ['false']),
  DeletionProtection: ofCluster(messageOf, 'deletion protection', off),
  Domain: rejected(directories),
  DomainAuthSecretArn: rejected(directories),
  DomainDnsIps: rejected(directories, ['[]']),
  DomainFqdn: rejected(directories),
  DomainIAMRoleName: rejected(directories),
  DomainOu: rejected(directories),
  EnableCustomerOwnedIp: rejected('There are no Outposts.', ['false']),
  EnableIAMDatabaseAuthentication: ofCluster(
    messageOf,
    'IAM database authentication',
  ),
  EngineLifecycleSupport: ofCluster(messageOf, 'engine lifecycle support'),
  Iops: rejected('Aurora has no provisioned IOPS.'),
  LicenseModel: rejected('PostgreSQL has one license model.', [
    'postgresql-license',
  ]),
  ManageMasterUserPassword: ofCluster(messageOf, 'master user password', off),
  MasterUserAuthenticationType: ofCluster(
    messageOf,
    'master user authentication type',
  ),
  MasterUserPassword: ofCluster(messageOf, 'master user password'),
  MasterUserSecretKmsKeyId: ofCluster(messageOf, 'master user secret'),
  MaxAllocatedStorage: ofCluster(() => storageGrows, ''),
  MultiAZ: rejected(
    'Create readers in other zones: instances of a cluster have no standby.',
    ['false'],
  ),
  MultiTenant: rejected('It belongs to Oracle databases.', ['false']),
  NetworkType: ofCluster(messageOf, 'network type', ['IPV4']),
  OptionGroupName: optionGroup,
  PreferredBackupWindow: ofCluster(messageOf, 'backup window'),
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
  StorageType: ofCluster(messageOf, 'storage type', ['aurora']),
  TagSpecifications: rejected('Automated backups have no tags here.', ['[]']),
  TdeCredentialArn: rejected('It belongs to Oracle databases.'),
  TdeCredentialPassword: rejected('It belongs to Oracle databases.'),
  VpcSecurityGroupIds: ofCluster(messageOf, 'vpc security group', ['']),
});

const setForCluster = (setting: string) =>
  `The requested DB Instance will be a member of a DB Cluster. Set ${setting} for the DB Cluster.`;
const modifyForCluster = (setting: string) =>
  `The specified DB Instance is a member of a cluster. Modify ${setting} for the DB Cluster using the ModifyDbCluster API`;

const one = z.strictObject({ DBInstanceIdentifier: z.string() });

export const instanceInputs = {
  CreateDBInstance: z.strictObject({
    ...settable(setForCluster),
    AvailabilityZone: z.string().optional(),
    BackupTarget: rejected('There are no Outposts.', ['region']),
    CharacterSetName: ofCluster(setForCluster, 'character set'),
    CustomIamInstanceProfile: rejected('There are no custom databases.'),
    DBClusterIdentifier: z.string().optional(),
    DBInstanceClass: instanceClass,
    DBInstanceIdentifier: identifierInput('DBInstanceIdentifier'),
    DBName: ofCluster(setForCluster, 'database name'),
    DBSystemId: rejected('It belongs to Oracle databases.'),
    EnableCloudwatchLogsExports: ofCluster(setForCluster, 'log exports', ['']),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    KmsKeyId: ofCluster(setForCluster, 'KMS key'),
    MasterUsername: ofCluster(setForCluster, 'master user name'),
    NcharCharacterSetName: rejected('It belongs to Oracle databases.'),
    Port: ofCluster(setForCluster, 'port'),
    StorageEncrypted: booleanInput.optional(),
    Tags: tagsInput,
    Timezone: rejected('It belongs to other engines: use a parameter.'),
  }),
  ModifyDBInstance: one.extend({
    ...settable(modifyForCluster),
    AllowMajorVersionUpgrade: ignored(
      'The cluster decides the version of its instances.',
    ),
    ApplyImmediately: booleanInput.default(false),
    AutomationMode: rejected('There are no custom databases.', ['full']),
    AwsBackupRecoveryPointArn: rejected('There is no AWS Backup.'),
    CertificateRotationRestart: ignored(
      'Certificates are not rotated, so nothing restarts.',
    ),
    CloudwatchLogsExportConfiguration: z
      .strictObject({
        DisableLogTypes: ofCluster(modifyForCluster, 'log exports', ['']),
        EnableLogTypes: ofCluster(modifyForCluster, 'log exports', ['']),
      })
      .optional(),
    DBInstanceClass: instanceClass.optional(),
    DBPortNumber: ofCluster(modifyForCluster, 'port'),
    DisableDomain: rejected(directories, ['false']),
    Engine: ofCluster(modifyForCluster, 'the DB engine', ['aurora-postgresql']),
    EngineVersion: ofCluster(modifyForCluster, 'the DB engine version'),
    NewDBInstanceIdentifier: identifierInput(
      'NewDBInstanceIdentifier',
    ).optional(),
    ReplicaMode: rejected('It belongs to Oracle databases.'),
    ResumeFullAutomationModeMinutes: rejected('There are no custom databases.'),
    RotateMasterUserPassword: ofCluster(
      modifyForCluster,
      'master user password',
      off,
    ),
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

export type ModifyInstanceInput = z.infer<
  typeof instanceInputs.ModifyDBInstance
>;
