import { randomBytes } from 'node:crypto';
import { scramVerifier } from '../postgres/scramVerifier';
import { AwsError, type RequestContext, type Scope } from '../service';
import {
  newResourceId,
  type ClusterRecord,
  type RestoreOrigin,
} from './ClusterRecord';
import type { CreateClusterInput } from './clusterInputs';
import { chooseEngineVersion } from './engineVersions';
import { defaultParameterGroupName } from './ParameterGroupRecord';
import { invalidCombination, invalidValue } from './rdsFaults';
import type { RdsRoom } from './RdsRoom';
import { rdsArn } from './RdsStore';

const exportableLogs = ['postgresql', 'instance', 'iam-db-auth-error'];

/** The record of a cluster that is to be created. Throws what RDS answers to input that doesn't fit. */
export async function newCluster(
  room: RdsRoom,
  scope: RequestContext,
  input: CreateClusterInput,
): Promise<ClusterRecord> {
  if (input.Engine !== 'aurora-postgresql') {
    throw invalidValue(
      `Invalid DB engine: ${input.Engine}. aurora-db-local offers aurora-postgresql.`,
    );
  }
  if (input.EngineMode !== 'provisioned') {
    throw invalidCombination(
      `The engine mode ${input.EngineMode} you requested is currently unavailable.`,
    );
  }
  if (input.MasterUsername === undefined) {
    throw invalidValue(
      'The parameter MasterUsername must be provided and must not be blank.',
    );
  }
  if (
    input.ManageMasterUserPassword
      ? input.MasterUserPassword !== undefined
      : input.MasterUserPassword === undefined
  ) {
    throw input.ManageMasterUserPassword
      ? invalidCombination(
          'You can specify MasterUserPassword or ManageMasterUserPassword, not both.',
        )
      : invalidValue(
          'The parameter MasterUserPassword must be provided and must not be blank.',
        );
  }
  const resourceId = newResourceId('cluster');
  const password =
    input.MasterUserPassword ?? randomBytes(24).toString('base64url');
  return {
    ...(await newSettings(room, scope, input, resourceId)),
    engineVersion: chooseEngineVersion(
      input.EngineVersion,
      room.servers.versions,
    ),
    masterUsername: input.MasterUsername,
    databaseName: input.DatabaseName,
    passwordVerifier: scramVerifier(password),
    masterUserSecretArn: input.ManageMasterUserPassword
      ? await createMasterSecret(
          room,
          scope,
          resourceId,
          input.MasterUsername,
          password,
        )
      : undefined,
    isSetUp: false,
    storageEncrypted: input.StorageEncrypted || input.KmsKeyId !== undefined,
    kmsKeyId:
      input.StorageEncrypted || input.KmsKeyId
        ? kmsKeyArn(scope, input.KmsKeyId)
        : undefined,
  };
}

/** What of a restored cluster is as its source was. */
type Source = Pick<
  ClusterRecord,
  | 'engineVersion'
  | 'masterUsername'
  | 'databaseName'
  | 'storageEncrypted'
  | 'kmsKeyId'
>;

/** The record of a cluster that is to be restored. Settings that aren't asked for are the defaults of a new cluster, as on RDS. */
export async function newRestoredCluster(
  room: RdsRoom,
  scope: Scope,
  input: SettingsInput & { KmsKeyId?: string },
  source: Source,
  restore: RestoreOrigin,
): Promise<ClusterRecord> {
  const { engineVersion, masterUsername, databaseName } = source;
  return {
    ...(await newSettings(room, scope, input, newResourceId('cluster'))),
    engineVersion,
    masterUsername,
    databaseName,
    // The master user is in the data, with the password that it had.
    isSetUp: true,
    storageEncrypted: source.storageEncrypted || input.KmsKeyId !== undefined,
    kmsKeyId:
      input.KmsKeyId === undefined
        ? source.kmsKeyId
        : kmsKeyArn(scope, input.KmsKeyId),
    restore,
  };
}

type SettingsInput = Omit<
  CreateClusterInput,
  | 'DatabaseName'
  | 'Engine'
  | 'EngineMode'
  | 'EngineVersion'
  | 'KmsKeyId'
  | 'ManageMasterUserPassword'
  | 'MasterUsername'
  | 'MasterUserPassword'
  | 'StorageEncrypted'
>;

/** What creation and restores take alike. */
async function newSettings(
  room: RdsRoom,
  scope: Scope,
  input: SettingsInput,
  resourceId: string,
) {
  checkLogTypes(input.EnableCloudwatchLogsExports);
  const subnetGroup = room.store.subnetGroup(
    scope,
    input.DBSubnetGroupName ?? 'default',
  );
  const group = room.store.parameterGroup(
    scope,
    'cluster',
    input.DBClusterParameterGroupName ?? defaultParameterGroupName,
    'DBClusterParameterGroupNotFound',
  );
  const taken = new Set(
    room.store.clusters.all().map(({ value }) => value.port),
  );
  return {
    identifier: input.DBClusterIdentifier,
    arn: rdsArn(scope, 'cluster', input.DBClusterIdentifier),
    resourceId,
    status: 'creating',
    createdAt: new Date(),
    port: await room.servers.findPort(taken),
    parameterGroup: group.name,
    subnetGroup: subnetGroup.name,
    vpcSecurityGroupIds: input.VpcSecurityGroupIds ?? [],
    availabilityZones:
      input.AvailabilityZones ??
      [
        ...new Set(
          subnetGroup.subnets.map(({ availabilityZone }) => availabilityZone),
        ),
      ].sort(),
    scaling: newScaling(input.ServerlessV2ScalingConfiguration, undefined),
    backupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
    preferredBackupWindow: input.PreferredBackupWindow ?? '18:00-18:30',
    preferredMaintenanceWindow: (
      input.PreferredMaintenanceWindow ?? 'sun:19:00-sun:19:30'
    ).toLocaleLowerCase('en-US'),
    deletionProtection: input.DeletionProtection ?? false,
    copyTagsToSnapshot: input.CopyTagsToSnapshot ?? false,
    storageType: input.StorageType ?? 'aurora',
    networkType: input.NetworkType ?? 'IPV4',
    iamAuthentication: input.EnableIAMDatabaseAuthentication ?? false,
    httpEndpoint: input.EnableHttpEndpoint ?? false,
    logExports: input.EnableCloudwatchLogsExports,
    performanceInsights: newInsights(scope, input, undefined),
    databaseInsightsMode: input.DatabaseInsightsMode ?? 'standard',
    monitoringInterval: input.MonitoringInterval ?? 0,
    monitoringRoleArn: input.MonitoringRoleArn,
    tags: input.Tags,
  };
}

/** Capacity bounds from what was asked for and what there was. */
export function newScaling(
  asked: CreateClusterInput['ServerlessV2ScalingConfiguration'],
  present: ClusterRecord['scaling'],
): ClusterRecord['scaling'] {
  if (!asked) {
    return present;
  }
  const minCapacity = asked.MinCapacity ?? present?.minCapacity;
  const maxCapacity = asked.MaxCapacity ?? present?.maxCapacity;
  if (minCapacity === undefined || maxCapacity === undefined) {
    throw invalidCombination(
      'ServerlessV2ScalingConfiguration needs both MinCapacity and MaxCapacity.',
    );
  }
  if (minCapacity > maxCapacity) {
    throw invalidValue(
      `Invalid ServerlessV2ScalingConfiguration: MinCapacity ${minCapacity} is greater than MaxCapacity ${maxCapacity}.`,
    );
  }
  const pause = asked.SecondsUntilAutoPause ?? present?.secondsUntilAutoPause;
  return {
    minCapacity,
    maxCapacity,
    secondsUntilAutoPause: minCapacity === 0 ? (pause ?? 300) : undefined,
  };
}

/** Performance Insights as asked for; advanced Database Insights need 15 months of it, as on RDS. */
export function newInsights(
  scope: Scope,
  input: Pick<
    CreateClusterInput,
    | 'EnablePerformanceInsights'
    | 'PerformanceInsightsKMSKeyId'
    | 'PerformanceInsightsRetentionPeriod'
    | 'DatabaseInsightsMode'
  >,
  present: ClusterRecord['performanceInsights'] | undefined,
): ClusterRecord['performanceInsights'] {
  const enabled = input.EnablePerformanceInsights ?? present?.enabled ?? false;
  const retentionPeriod =
    input.PerformanceInsightsRetentionPeriod ?? present?.retentionPeriod ?? 7;
  const months = retentionPeriod / 31;
  if (
    retentionPeriod !== 7 &&
    retentionPeriod !== 731 &&
    !(Number.isInteger(months) && months >= 1 && months <= 23)
  ) {
    throw invalidValue(
      `Invalid Performance Insights retention period. Valid values are: [7, 31 * n (n between 1 and 23), 731]`,
    );
  }
  if (
    input.DatabaseInsightsMode === 'advanced' &&
    (!enabled || retentionPeriod < 465)
  ) {
    throw invalidCombination(
      'To enable the Advanced mode of Database Insights, enable Performance Insights and set the Performance Insights retention period to at least 465 days.',
    );
  }
  return {
    enabled,
    retentionPeriod,
    kmsKeyId: enabled
      ? (input.PerformanceInsightsKMSKeyId ??
        present?.kmsKeyId ??
        kmsKeyArn(scope, undefined))
      : present?.kmsKeyId,
  };
}

/** Refuses log types that Aurora PostgreSQL can't export. */
export function checkLogTypes(types: readonly string[]): void {
  const unknown = types.filter(type => !exportableLogs.includes(type));
  if (unknown.length > 0) {
    throw invalidCombination(
      `You cannot use the log types '${unknown.join(', ')}' with engine version aurora-postgresql. For supported log types, see the documentation.`,
    );
  }
}

function kmsKeyArn(
  { accountId, region }: Scope,
  key: string | undefined,
): string {
  if (key?.startsWith('arn:')) {
    return key;
  }
  return `arn:aws:kms:${region}:${accountId}:key/${key ?? '0a0b0c0d-0e0f-4000-8000-000000000001'}`;
}

async function createMasterSecret(
  room: RdsRoom,
  context: RequestContext,
  resourceId: string,
  username: string,
  password: string,
): Promise<string> {
  const { ARN } = await room.services.call(
    'secretsmanager',
    'CreateSecret',
    {
      Name: `rds!${resourceId}`,
      Description: 'The secret associated with the primary RDS DB cluster',
      SecretString: JSON.stringify({ username, password }),
      Tags: [],
    },
    context,
  );
  if (typeof ARN !== 'string') {
    throw new AwsError(
      'InternalFailure',
      'Secrets Manager gave no ARN for the master user secret.',
      500,
    );
  }
  return ARN;
}
