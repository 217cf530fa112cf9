import { z } from 'zod';
import { ignored, rejected, stored } from '../../service/inputHandling';
import {
  booleanInput,
  integerInput,
  listInput,
  numberInput,
} from '../../service/inputs';
import { identifierInput } from '../identifierInput';
import {
  invalidCombination,
  invalidValue,
  networkTypeNotSupported,
} from '../rdsFaults';
import { tagsInput } from '../Tag';
import { backupWindow } from './windows';

const capacity = (name: string, least: number) =>
  numberInput.transform(value => {
    if (value < least || value > 256 || !Number.isInteger(value * 2)) {
      throw invalidValue(
        `Invalid ServerlessV2ScalingConfiguration: ${name} ${value} must be a multiple of 0.5 from ${least} to 256.`,
      );
    }
    return value;
  });

const pause = integerInput.transform(seconds => {
  if (seconds < 300 || seconds > 86_400) {
    throw invalidValue(
      `Invalid ServerlessV2ScalingConfiguration: SecondsUntilAutoPause ${seconds} must be from 300 to 86400.`,
    );
  }
  return seconds;
});

const retention = integerInput.transform(days => {
  if (days < 1 || days > 35) {
    throw invalidValue(
      `Invalid backup retention period: ${days}. Must be between 1 and 35.`,
    );
  }
  return days;
});

const intervals = [0, 1, 5, 10, 15, 30, 60];
const monitoringInterval = integerInput.transform(seconds => {
  if (!intervals.includes(seconds)) {
    throw invalidValue(
      `Invalid MonitoringInterval ${seconds}. Valid values are: ${intervals.join(', ')}.`,
    );
  }
  return seconds;
});

/** No subnet has IPv6 addresses. */
const networkType = z.string().transform(type => {
  if (type !== 'IPV4') {
    throw networkTypeNotSupported(type);
  }
  return type;
});

const storageType = z.string().transform(type => {
  if (type !== 'aurora' && type !== 'aurora-iopt1') {
    throw invalidValue(
      `Invalid storage type: ${type}. Valid values for aurora-postgresql are aurora and aurora-iopt1.`,
    );
  }
  return type;
});

const roleArn = (member: string) =>
  z.string().transform(arn => {
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(arn)) {
      throw invalidValue(`${member} ${arn} is not the ARN of an IAM role.`);
    }
    return arn;
  });

/** A role of a cluster: see AddRoleToDBCluster. */
export const roleMembers = {
  RoleArn: stored(
    roleArn('RoleArn'),
    'The extensions that use a role, aws_s3 and aws_lambda, are not installed.',
  ),
  FeatureName: z.string().optional(),
};

const multiAz = 'It belongs to Multi-AZ DB clusters, not to Aurora.';
const directories = 'There are no directories, so no Kerberos authentication.';
const insightsKey = 'Nothing is encrypted with it.';
const insightsMode =
  'Performance Insights are the same in both modes. There is no other Database Insights.';
const monitoring =
  'There is no Enhanced Monitoring, only its settings: CloudWatch has metrics by minute.';
const noEffectOnDisk = 'Data lies unencrypted in the state folder.';

/** The setting of the default option group, which is harmless. */
export const optionGroup = rejected('Aurora PostgreSQL has no options.', [
  'default:aurora-postgresql-15',
  'default:aurora-postgresql-16',
  'default:aurora-postgresql-17',
]);

/** The members for Enhanced Monitoring and Performance Insights, of clusters and instances. */
export const monitoringMembers = {
  EnablePerformanceInsights: booleanInput.optional(),
  MonitoringInterval: stored(monitoringInterval.optional(), monitoring),
  MonitoringRoleArn: stored(
    roleArn('MonitoringRoleArn').optional(),
    monitoring,
  ),
  PerformanceInsightsKMSKeyId: stored(z.string().optional(), insightsKey),
  PerformanceInsightsRetentionPeriod: integerInput.optional(),
};

/** Members that creation, restores and modification share. */
export const clusterSettings = {
  ...monitoringMembers,
  BackupRetentionPeriod: retention.optional(),
  BacktrackWindow: rejected('Only Aurora MySQL has backtracking.', ['0']),
  CopyTagsToSnapshot: booleanInput.optional(),
  DBClusterInstanceClass: z
    .unknown()
    .optional()
    .transform(value => {
      if (value !== undefined) {
        throw invalidCombination(
          "DbClusterInstanceClass isn't supported for DB engine aurora-postgresql. Give each instance its class.",
        );
      }
    }),
  DBClusterParameterGroupName: z.string().optional(),
  DeletionProtection: booleanInput.optional(),
  Domain: rejected(directories),
  DomainIAMRoleName: rejected(directories),
  EnableIAMDatabaseAuthentication: booleanInput.optional(),
  EngineLifecycleSupport: stored(
    z
      .enum([
        'open-source-rds-extended-support',
        'open-source-rds-extended-support-disabled',
      ])
      .optional(),
    'Every installed version is supported.',
  ),
  Iops: rejected('Aurora has no provisioned IOPS.'),
  NetworkType: networkType.optional(),
  OptionGroupName: optionGroup,
  PreferredBackupWindow: z.string().transform(backupWindow).optional(),
  ScalingConfiguration: rejected(
    'Aurora Serverless v1 has ended: use ServerlessV2ScalingConfiguration.',
  ),
  ServerlessV2ScalingConfiguration: z
    .strictObject({
      MinCapacity: capacity('MinCapacity', 0).optional(),
      MaxCapacity: capacity('MaxCapacity', 1).optional(),
      SecondsUntilAutoPause: pause.optional(),
    })
    .optional(),
  StorageType: stored(
    storageType.optional(),
    'Every cluster has the disk of this machine.',
  ),
  VpcSecurityGroupIds: stored(
    listInput(z.string()).optional(),
    'Servers listen on loopback, so no traffic is filtered.',
  ),
};

/** Members that creation and restores share. */
export const newClusterMembers = {
  AssociatedRoles: listInput(z.strictObject(roleMembers)).default([]),
  DBClusterIdentifier: identifierInput('DBClusterIdentifier'),
  DBSubnetGroupName: z.string().optional(),
  /** The server's log is exported. Types that servers do not write are kept and have no events. */
  EnableCloudwatchLogsExports: listInput(z.string()).default([]),
  EngineMode: z.string().default('provisioned'),
  KmsKeyId: stored(z.string().optional(), noEffectOnDisk),
  Port: ignored(
    'Clusters share the loopback addresses, so each has a port of its own, which its description shows.',
  ),
  PubliclyAccessible: rejected(multiAz, ['false']),
  RdsCustomClusterConfiguration: rejected('There are no custom clusters.'),
  TagSpecifications: rejected('Automated backups have no tags here.', ['[]']),
  Tags: tagsInput,
};

/** Members that only creation and modification have. */
export const createdOrModified = {
  AllocatedStorage: rejected('The storage of Aurora grows by itself.'),
  AutoMinorVersionUpgrade: stored(
    booleanInput.optional(),
    'Versions change only if a caller asks for it.',
  ),
  CACertificateIdentifier: rejected(
    'It belongs to Multi-AZ DB clusters. Set it on each instance.',
  ),
  DatabaseInsightsMode: stored(
    z.enum(['standard', 'advanced']).optional(),
    insightsMode,
  ),
  EnableGlobalWriteForwarding: rejected('There are no global databases.', [
    'false',
  ]),
  EnableHttpEndpoint: stored(
    booleanInput.optional(),
    'There is no Data API: the endpoint has no service rds-data.',
  ),
  EnableLimitlessDatabase: rejected('There are no limitless databases.', [
    'false',
  ]),
  EnableLocalWriteForwarding: rejected('Readers forward no writes.', ['false']),
  MasterUserAuthenticationType: rejected(
    'The master user logs in with a password. Grant rds_iam to other users.',
    ['password'],
  ),
  ManageMasterUserPassword: booleanInput.optional(),
  MasterUserPassword: masterUserPassword().optional(),
  MasterUserSecretKmsKeyId: z.string().min(1).optional(),
};

/** Members that only creation has. */
export const createdOnly = {
  AvailabilityZones: listInput(z.string()).optional(),
  CharacterSetName: rejected('Databases are in UTF8.', ['UTF8']),
  ClusterScalabilityType: rejected('There are no limitless databases.', [
    'standard',
  ]),
  DBSystemId: rejected('It belongs to custom Oracle databases.'),
  GlobalClusterIdentifier: rejected('There are no global databases.'),
  PreSignedUrl: rejected('There is no replication between regions.'),
  ReplicationSourceIdentifier: rejected(
    'A cluster cannot replicate another one.',
  ),
  StorageEncrypted: stored(booleanInput.optional(), noEffectOnDisk),
  WithExpressConfiguration: rejected(
    'Create the instances of a cluster with CreateDBInstance.',
    ['false'],
  ),
};

/** Members that only restores have. */
export const restoredOnly = {
  EnableInternetAccessGateway: rejected('Servers listen on loopback.', [
    'false',
  ]),
  EnableVPCNetworking: rejected('Every cluster belongs to a VPC.', ['true']),
};

/** Members that only modification has. */
export const modifiedOnly = {
  AllowEngineModeChange: rejected('provisioned is the only engine mode.', [
    'false',
  ]),
  AwsBackupRecoveryPointArn: rejected('There is no AWS Backup.'),
  DBInstanceParameterGroupName: rejected(
    'It belongs to upgrades to another major version, which are not possible.',
  ),
  EngineMode: rejected('provisioned is the only engine mode.', ['provisioned']),
  Port: rejected(
    'Clusters share the loopback addresses, so each keeps the port of its own.',
  ),
};

function masterUserPassword() {
  const invalid = (reason: string) =>
    invalidValue(
      `The parameter MasterUserPassword is not a valid password${reason}`,
    );
  return z.string().transform(value => {
    if (value.length < 8) {
      throw invalid(' because it is shorter than 8 characters.');
    }
    if (value.length > 128) {
      throw invalid(' because it is longer than 128 characters.');
    }
    if (!/^[\x21-\x7e]+$/.test(value) || /["/@]/.test(value)) {
      throw invalid(
        `. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
      );
    }
    return value;
  });
}
