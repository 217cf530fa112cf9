import type { Scope } from '../../service/AwsService';
import type { ModifyClusterInput } from './clusterInputs';
import type { ClusterRecord } from './ClusterRecord';
import {
  checkUpgrade,
  chooseEngineVersion,
} from '../engine/engineVersionRules';
import { checkFamily } from '../engine/parameterGroupFamily';
import {
  checkInsightsMode,
  newInsights,
  newMonitoring,
} from './monitoringSettings';
import { checkLogTypes } from './newCluster';
import { newScaling } from './newScaling';
import { passwordChange } from './passwordChange';
import type { RdsContext } from '../RdsContext';
import { checkApart } from './windows';

/** The changes of a modification in the record. */
export function clusterChange(
  rds: RdsContext,
  scope: Scope,
  cluster: ClusterRecord,
  input: ModifyClusterInput,
): Partial<ClusterRecord> {
  const password = passwordChange(rds, scope, cluster, input);
  if (
    input.PreferredBackupWindow !== undefined ||
    input.PreferredMaintenanceWindow !== undefined
  ) {
    checkApart(
      input.PreferredBackupWindow ?? cluster.preferredBackupWindow,
      input.PreferredMaintenanceWindow ?? cluster.preferredMaintenanceWindow,
    );
  }
  const group =
    input.DBClusterParameterGroupName === undefined
      ? undefined
      : rds.store.parameterGroup(
          scope,
          'cluster',
          input.DBClusterParameterGroupName,
          'DBClusterParameterGroupNotFound',
        );
  if (group) {
    checkFamily(group, cluster.engineVersion);
  }
  const engineVersion =
    input.EngineVersion === undefined
      ? undefined
      : versionFor(rds, cluster, input.EngineVersion);
  const logs = input.CloudwatchLogsExportConfiguration;
  checkLogTypes(logs?.EnableLogTypes ?? []);
  const logExports =
    logs &&
    [...new Set([...cluster.logExports, ...logs.EnableLogTypes])].filter(
      type => !logs.DisableLogTypes.includes(type),
    );
  const performanceInsights = newInsights(
    scope,
    input,
    cluster.performanceInsights,
  );
  const databaseInsightsMode =
    input.DatabaseInsightsMode ?? cluster.databaseInsightsMode;
  checkInsightsMode(databaseInsightsMode, performanceInsights);
  const asked: Partial<ClusterRecord> = {
    backupRetentionPeriod: input.BackupRetentionPeriod,
    copyTagsToSnapshot: input.CopyTagsToSnapshot,
    autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade,
    databaseInsightsMode,
    engineLifecycleSupport: input.EngineLifecycleSupport,
    parameterGroup: group?.name,
    deletionProtection: input.DeletionProtection,
    httpEndpoint: input.EnableHttpEndpoint,
    iamAuthentication: input.EnableIAMDatabaseAuthentication,
    engineVersion,
    logExports,
    networkType: input.NetworkType,
    performanceInsights,
    preferredBackupWindow: input.PreferredBackupWindow,
    preferredMaintenanceWindow: input.PreferredMaintenanceWindow,
    scaling: newScaling(
      input.ServerlessV2ScalingConfiguration,
      cluster.scaling,
    ),
    storageType: input.StorageType,
    vpcSecurityGroupIds: input.VpcSecurityGroupIds,
  };
  const given = Object.entries(asked).filter(
    ([, value]) => value !== undefined,
  );
  // If another party manages the password, members of the previous one become undefined.
  return {
    ...Object.fromEntries(given),
    ...newMonitoring(input, cluster),
    ...password,
  };
}

function versionFor(
  rds: RdsContext,
  cluster: ClusterRecord,
  asked: string,
): string {
  if (asked === cluster.engineVersion) {
    return asked;
  }
  const offered = rds.servers.versions;
  const wanted = asked.includes('.')
    ? asked
    : chooseEngineVersion(asked, offered);
  checkUpgrade(cluster.engineVersion, wanted, offered);
  return wanted;
}
