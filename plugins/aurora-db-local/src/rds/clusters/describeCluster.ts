import { writerAddress } from '../../postgres/connections/loopbackAddresses';
import type { RestorableWindow } from '../snapshots/AutomatedBackups';
import type { ClusterRecord } from './ClusterRecord';
import { describePending } from './pendingClusterChanges';
import type { InstanceRecord } from '../instances/InstanceRecord';

/** The RDS structure `DBCluster`. */
export function describeCluster(
  cluster: ClusterRecord,
  context: {
    members: readonly InstanceRecord[];
    readerAddress: string;
    /** The status of the cluster's parameter group for an instance. */
    parameterStatus: (member: InstanceRecord) => string;
    restorable: RestorableWindow | undefined;
  },
): Record<string, unknown> {
  const { scaling, performanceInsights } = cluster;
  return {
    AllocatedStorage: 1,
    AvailabilityZones: cluster.availabilityZones,
    BackupRetentionPeriod: cluster.backupRetentionPeriod,
    DatabaseName: cluster.databaseName,
    DBClusterIdentifier: cluster.identifier,
    DBClusterParameterGroup: cluster.parameterGroup,
    DBSubnetGroup: cluster.subnetGroup,
    Status: cluster.status,
    Endpoint: writerAddress,
    ReaderEndpoint: context.readerAddress,
    MultiAZ: context.members.length > 1,
    Engine: 'aurora-postgresql',
    EngineVersion: cluster.engineVersion,
    EngineMode: 'provisioned',
    Port: cluster.port,
    MasterUsername: cluster.masterUsername,
    MasterUserSecret: cluster.masterUserSecret && {
      SecretArn: cluster.masterUserSecret.arn,
      SecretStatus: cluster.masterUserSecret.status,
      KmsKeyId: cluster.masterUserSecret.kmsKeyId,
    },
    DBClusterOptionGroupMemberships: [],
    PreferredBackupWindow: cluster.preferredBackupWindow,
    EarliestRestorableTime: context.restorable?.earliest,
    LatestRestorableTime: context.restorable?.latest,
    PreferredMaintenanceWindow: cluster.preferredMaintenanceWindow,
    PendingModifiedValues: describePending(cluster),
    ReadReplicaIdentifiers: [],
    DBClusterMembers: context.members.map(member => ({
      DBInstanceIdentifier: member.identifier,
      IsClusterWriter: member.identifier === cluster.writer,
      DBClusterParameterGroupStatus: context.parameterStatus(member),
      PromotionTier: member.promotionTier,
    })),
    VpcSecurityGroups: cluster.vpcSecurityGroupIds.map(VpcSecurityGroupId => ({
      VpcSecurityGroupId,
      Status: 'active',
    })),
    HostedZoneId: 'Z24O6O9L7SGTNB',
    StorageEncrypted: cluster.storageEncrypted,
    KmsKeyId: cluster.kmsKeyId,
    DbClusterResourceId: cluster.resourceId,
    DBClusterArn: cluster.arn,
    AssociatedRoles: (cluster.associatedRoles ?? []).map(
      ({ arn, feature }) => ({
        RoleArn: arn,
        Status: 'ACTIVE',
        FeatureName: feature,
      }),
    ),
    IAMDatabaseAuthenticationEnabled: cluster.iamAuthentication,
    ClusterCreateTime: cluster.createdAt,
    EnabledCloudwatchLogsExports: cluster.logExports,
    DeletionProtection: cluster.deletionProtection,
    HttpEndpointEnabled: cluster.httpEndpoint,
    ActivityStreamStatus: 'stopped',
    CopyTagsToSnapshot: cluster.copyTagsToSnapshot,
    CrossAccountClone: false,
    DomainMemberships: [],
    TagList: cluster.tags,
    // RDS does not return the standard type.
    StorageType:
      cluster.storageType === 'aurora' ? undefined : cluster.storageType,
    AutoMinorVersionUpgrade: cluster.autoMinorVersionUpgrade ?? true,
    MonitoringInterval: cluster.monitoringInterval,
    MonitoringRoleArn: cluster.monitoringRoleArn,
    DatabaseInsightsMode: cluster.databaseInsightsMode,
    PerformanceInsightsEnabled: performanceInsights.enabled,
    PerformanceInsightsKMSKeyId: performanceInsights.enabled
      ? performanceInsights.kmsKeyId
      : undefined,
    PerformanceInsightsRetentionPeriod: performanceInsights.enabled
      ? performanceInsights.retentionPeriod
      : undefined,
    ServerlessV2ScalingConfiguration: scaling && {
      MinCapacity: scaling.minCapacity,
      MaxCapacity: scaling.maxCapacity,
      SecondsUntilAutoPause: scaling.secondsUntilAutoPause,
    },
    ServerlessV2PlatformVersion: scaling && '3',
    NetworkType: cluster.networkType,
    LocalWriteForwardingStatus: 'disabled',
    EngineLifecycleSupport:
      cluster.engineLifecycleSupport ?? 'open-source-rds-extended-support',
  };
}
