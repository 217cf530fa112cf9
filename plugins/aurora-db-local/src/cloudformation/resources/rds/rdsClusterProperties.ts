import type { JsonObject } from '../../template/parseTemplate';

/** Properties that create, restore and modify calls accept. */
export const settable = [
  'BacktrackWindow',
  'CopyTagsToSnapshot',
  'DBClusterParameterGroupName',
  'DatabaseInsightsMode',
  'DeletionProtection',
  'Domain',
  'DomainIAMRoleName',
  'EnableHttpEndpoint',
  'EnableIAMDatabaseAuthentication',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'NetworkType',
  'Port',
  'PreferredMaintenanceWindow',
  'ServerlessV2ScalingConfiguration',
  'StorageType',
  'VpcSecurityGroupIds',
];
/**
 * Properties that RestoreDBClusterFromSnapshot and …ToPointInTime do not accept. CloudFormation
 * modifies them afterwards.
 */
export const afterRestore = [
  'BackupRetentionPeriod',
  'MasterUserPassword',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
];
/** Properties that only creation and restores accept. */
export const onCreation = [
  'DBSubnetGroupName',
  'Engine',
  'EngineMode',
  'EngineVersion',
  'KmsKeyId',
  'EnableCloudwatchLogsExports',
  'PubliclyAccessible',
];

/** The members of calls for Performance Insights, which have other names than the properties. */
export function insights(properties: JsonObject): Record<string, unknown> {
  return {
    EnablePerformanceInsights: properties.PerformanceInsightsEnabled,
    PerformanceInsightsKMSKeyId: properties.PerformanceInsightsKmsKeyId,
    PerformanceInsightsRetentionPeriod:
      properties.PerformanceInsightsRetentionPeriod,
  };
}
