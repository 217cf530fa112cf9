import { scramVerifier } from '../../postgres/connections/scramVerifier';
import type { RequestContext, Scope } from '../../service/AwsService';
import {
  newResourceId,
  type ClusterRecord,
  type RestoreOrigin,
} from './ClusterRecord';
import type { CreateClusterInput, RestoreToTimeInput } from './clusterInputs';
import type { restoredOnly } from './clusterMembers';
import { chooseEngineVersion } from '../engine/engineVersionRules';
import { kmsKeyArn } from './kmsKeyArn';
import {
  checkInsightsMode,
  newInsights,
  newMonitoring,
} from './monitoringSettings';
import { newRoles } from './clusterRoles';
import { newScaling } from './newScaling';
import {
  checkFamily,
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import { invalidCombination, invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { placeCluster } from '../subnetGroups/placeCluster';
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
  if (input.StorageEncrypted === false && input.KmsKeyId !== undefined) {
    throw invalidCombination(
      'KmsKeyId can be specified only for an encrypted cluster: set StorageEncrypted, or leave KmsKeyId out.',
    );
  }
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
> & {
  /** Unknown for a snapshot that an earlier release took. */
  backupRetentionPeriod?: number;
};

/**
 * The record of a cluster to restore. Settings that are not given have the defaults of a new
 * cluster, except the retention of backups, as in RDS.
 */
export async function newRestoredCluster(
  rds: RdsContext,
  scope: Scope,
  input: SettingsInput & { KmsKeyId?: string; DatabaseName?: string },
  source: Source,
  restore: RestoreOrigin,
): Promise<ClusterRecord> {
  const { engineVersion, masterUsername, databaseName } = source;
  if (input.DatabaseName !== undefined && input.DatabaseName !== databaseName) {
    throw invalidCombination(
      `aurora-db-local restores databases under their names: leave DatabaseName out, or set it to ${databaseName ?? 'none'}.`,
    );
  }
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
    backupRetentionPeriod:
      input.BackupRetentionPeriod ?? source.backupRetentionPeriod ?? 1,
    restore,
  };
}

/** Members that creation and restores share, and those that only creation has but is optional. */
type SettingsInput = Omit<RestoreToTimeInput, RestoreMember | 'KmsKeyId'> &
  Partial<
    Pick<
      CreateClusterInput,
      | 'AutoMinorVersionUpgrade'
      | 'AvailabilityZones'
      | 'DatabaseInsightsMode'
      | 'EnableHttpEndpoint'
      | 'PreferredMaintenanceWindow'
    >
  >;

type RestoreMember =
  | 'RestoreToTime'
  | 'RestoreType'
  | 'SourceDBClusterIdentifier'
  | 'SourceDbClusterResourceId'
  | 'UseLatestRestorableTime'
  | 'EngineMode'
  | keyof typeof restoredOnly;

/** The properties that creation and restores set in the same way. */
async function newSettings(
  rds: RdsContext,
  scope: Scope,
  input: SettingsInput,
  chosen: Pick<ClusterRecord, 'resourceId' | 'engineVersion'>,
) {
  checkLogTypes(input.EnableCloudwatchLogsExports);
  const place = await placeCluster(rds.store, scope, input);
  const group = rds.store.parameterGroup(
    scope,
    'cluster',
    input.DBClusterParameterGroupName ??
      defaultParameterGroupOf(parameterGroupFamilyOf(chosen.engineVersion)),
    'DBClusterParameterGroupNotFound',
  );
  checkFamily(group, chosen.engineVersion);
  const performanceInsights = newInsights(scope, input, undefined);
  const databaseInsightsMode = input.DatabaseInsightsMode ?? 'standard';
  checkInsightsMode(databaseInsightsMode, performanceInsights);
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
    ...place,
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
    performanceInsights,
    databaseInsightsMode,
    ...newMonitoring(input, undefined),
    autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
    engineLifecycleSupport: input.EngineLifecycleSupport,
    associatedRoles: newRoles(input.AssociatedRoles),
    tags: input.Tags,
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
