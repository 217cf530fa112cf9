import type { JsonObject } from '../../template/parseTemplate';
import type { PropertyHandling } from '../PropertyHandling';

/** Properties that create, restore and modify calls accept. */
export const settable = [
  'BacktrackWindow',
  'CopyTagsToSnapshot',
  'DBClusterInstanceClass',
  'DBClusterParameterGroupName',
  'DeletionProtection',
  'Domain',
  'DomainIAMRoleName',
  'EnableIAMDatabaseAuthentication',
  'EngineLifecycleSupport',
  'Iops',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'NetworkType',
  'Port',
  'ScalingConfiguration',
  'ServerlessV2ScalingConfiguration',
  'StorageType',
  'VpcSecurityGroupIds',
];
/**
 * Properties that RestoreDBClusterFromSnapshot and …ToPointInTime do not accept. CloudFormation
 * modifies them afterwards.
 */
export const afterRestore = [
  'AllocatedStorage',
  'AutoMinorVersionUpgrade',
  'BackupRetentionPeriod',
  'DatabaseInsightsMode',
  'EnableGlobalWriteForwarding',
  'EnableHttpEndpoint',
  'EnableLocalWriteForwarding',
  'MasterUserAuthenticationType',
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
/** Properties that only CreateDBCluster accepts. */
export const onNew = [
  'AvailabilityZones',
  'ClusterScalabilityType',
  'DBSystemId',
  'DatabaseName',
  'GlobalClusterIdentifier',
  'MasterUsername',
  'ReplicationSourceIdentifier',
  'StorageEncrypted',
];

export const rdsClusterProperties: PropertyHandling = {
  implemented: [
    ...settable,
    ...afterRestore,
    ...onCreation,
    ...onNew,
    'AssociatedRoles',
    'DBClusterIdentifier',
    'DBInstanceParameterGroupName',
    'DeleteAutomatedBackups',
    'ManageMasterUserPassword',
    'MasterUserSecret',
    'PerformanceInsightsEnabled',
    'PerformanceInsightsKmsKeyId',
    'PerformanceInsightsRetentionPeriod',
    'RestoreToTime',
    'RestoreType',
    'SnapshotIdentifier',
    'SourceDBClusterIdentifier',
    'SourceDbClusterResourceId',
    'UseLatestRestorableTime',
  ],
  rejected: {
    'Clusters are not replicated between regions here.': ['SourceRegion'],
  },
};

/** The members of calls for Performance Insights, which have other names than the properties. */
export function insights(properties: JsonObject): Record<string, unknown> {
  return {
    EnablePerformanceInsights: properties.PerformanceInsightsEnabled,
    PerformanceInsightsKMSKeyId: properties.PerformanceInsightsKmsKeyId,
    PerformanceInsightsRetentionPeriod:
      properties.PerformanceInsightsRetentionPeriod,
  };
}
