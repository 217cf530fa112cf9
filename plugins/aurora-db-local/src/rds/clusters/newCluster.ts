import { scramVerifier } from '../../postgres/connections/scramVerifier';
import type { RequestContext, Scope } from '../../service/AwsService';
import {
  newResourceId,
  type ClusterRecord,
  type RestoreOrigin,
} from './ClusterRecord';
import type { CreateClusterInput } from './clusterInputs';
import { chooseEngineVersion } from '../engine/engineVersionRules';
import { kmsKeyArn } from './kmsKeyArn';
import {
  checkFamily,
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import { invalidCombination, invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { newWindows } from './windows';

const exportableLogs = ['postgresql', 'instance', 'iam-db-auth-error'];

/** The record of a new cluster. Throws RDS's errors for invalid input. */
export async function newCluster(
  rds: RdsContext,
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
  checkNewPassword(input);
  const resourceId = newResourceId('cluster');
  const engineVersion = chooseEngineVersion(
    input.EngineVersion,
    rds.servers.versions,
  );
  return {
    ...(await newSettings(rds, scope, input, { resourceId, engineVersion })),
    masterUsername: input.MasterUsername,
    databaseName: input.DatabaseName,
    passwordVerifier:
      input.MasterUserPassword === undefined
        ? undefined
        : scramVerifier(input.MasterUserPassword),
    masterUserSecret: input.ManageMasterUserPassword
      ? rds.masterUserSecrets.announce(scope, input.MasterUserSecretKmsKeyId)
      : undefined,
    isSetUp: false,
    storageEncrypted: input.StorageEncrypted || input.KmsKeyId !== undefined,
    kmsKeyId:
      input.StorageEncrypted || input.KmsKeyId
        ? kmsKeyArn(scope, input.KmsKeyId)
        : undefined,
  };
}

/** Source: RDS's API reference of CreateDBCluster, constraints of its password members. */
function checkNewPassword({
  ManageMasterUserPassword: isManaged = false,
  MasterUserPassword: password,
  MasterUserSecretKmsKeyId: kmsKeyId,
}: CreateClusterInput): void {
  if (isManaged && password !== undefined) {
    throw invalidCombination(
      'You can specify MasterUserPassword or ManageMasterUserPassword, not both.',
    );
  }
  if (!isManaged && kmsKeyId !== undefined) {
    throw invalidCombination(
      'MasterUserSecretKmsKeyId can be specified only with ManageMasterUserPassword.',
    );
  }
  if (!isManaged && password === undefined) {
    throw invalidValue(
      'The parameter MasterUserPassword must be provided and must not be blank.',
    );
  }
}

/** The properties that a restored cluster takes from its source. */
type Source = Pick<
  ClusterRecord,
  | 'engineVersion'
  | 'masterUsername'
  | 'databaseName'
  | 'storageEncrypted'
  | 'kmsKeyId'
>;

/**
 * The record of a cluster to restore. Settings that are not given have the defaults of a new
 * cluster, as in RDS.
 */
export async function newRestoredCluster(
  rds: RdsContext,
  scope: Scope,
  input: SettingsInput & { KmsKeyId?: string },
  source: Source,
  restore: RestoreOrigin,
): Promise<ClusterRecord> {
  const { engineVersion, masterUsername, databaseName } = source;
  return {
    ...(await newSettings(rds, scope, input, {
      resourceId: newResourceId('cluster'),
      engineVersion,
    })),
    masterUsername,
    databaseName,
    // The data contains the master user, with its previous password.
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
  | 'MasterUserSecretKmsKeyId'
  | 'StorageEncrypted'
>;

/** The properties that creation and restores set in the same way. */
async function newSettings(
  rds: RdsContext,
  scope: Scope,
  input: SettingsInput,
  chosen: Pick<ClusterRecord, 'resourceId' | 'engineVersion'>,
) {
  checkLogTypes(input.EnableCloudwatchLogsExports);
  const subnetGroup = rds.store.subnetGroup(
    scope,
    input.DBSubnetGroupName ?? 'default',
  );
  const group = rds.store.parameterGroup(
    scope,
    'cluster',
    input.DBClusterParameterGroupName ??
      defaultParameterGroupOf(parameterGroupFamilyOf(chosen.engineVersion)),
    'DBClusterParameterGroupNotFound',
  );
  checkFamily(group, chosen.engineVersion);
  const taken = new Set(
    rds.store.clusters.all().map(({ value }) => value.port),
  );
  return {
    identifier: input.DBClusterIdentifier,
    arn: rdsArn(scope, 'cluster', input.DBClusterIdentifier),
    ...chosen,
    status: 'creating',
    createdAt: new Date(),
    port: await rds.servers.findPort(taken),
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
    ...newWindows(
      input.PreferredBackupWindow,
      input.PreferredMaintenanceWindow,
    ),
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

/** Capacity bounds from the request and the previous ones. */
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

/**
 * Performance Insights for the request. Advanced Database Insights need a retention of 15 months,
 * as in RDS.
 */
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

/** Refuses log types that Aurora PostgreSQL cannot export. */
export function checkLogTypes(types: readonly string[]): void {
  const unknown = types.filter(type => !exportableLogs.includes(type));
  if (unknown.length > 0) {
    throw invalidCombination(
      `You cannot use the log types '${unknown.join(', ')}' with engine version aurora-postgresql. For supported log types, see the documentation.`,
    );
  }
}
