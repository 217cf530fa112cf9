import { writerAddress } from '../../postgres/connections/loopbackAddresses';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { effectiveInsights, effectiveMonitoring } from './instanceMonitoring';
import { defaultOptionGroupOf } from '../engine/defaultOptionGroupOf';
import type { InstanceRecord } from './InstanceRecord';

/** The RDS structure `DBInstance`. */
export function describeInstance(
  instance: InstanceRecord,
  cluster: ClusterRecord,
  context: {
    /** The status of the instance's own parameter group. */
    parameterStatus: string;
    readerAddress: string;
    subnetGroup: Record<string, unknown> | undefined;
  },
): Record<string, unknown> {
  const performanceInsights = effectiveInsights(cluster, instance);
  const { monitoringInterval, monitoringRoleArn } = effectiveMonitoring(
    cluster,
    instance,
  );
  const { pending } = instance;
  const isWriter = cluster.writer === instance.identifier;
  return {
    DBInstanceIdentifier: instance.identifier,
    DBInstanceClass: instance.instanceClass,
    Engine: 'aurora-postgresql',
    DBInstanceStatus: instance.status,
    MasterUsername: cluster.masterUsername,
    DBName: cluster.databaseName,
    Endpoint: instance.booted && {
      Address: isWriter ? writerAddress : context.readerAddress,
      Port: cluster.port,
      HostedZoneId: 'Z24O6O9L7SGTNB',
    },
    AllocatedStorage: 1,
    InstanceCreateTime: instance.createdAt,
    PreferredBackupWindow: cluster.preferredBackupWindow,
    BackupRetentionPeriod: cluster.backupRetentionPeriod,
    DBSecurityGroups: [],
    VpcSecurityGroups: cluster.vpcSecurityGroupIds.map(VpcSecurityGroupId => ({
      VpcSecurityGroupId,
      Status: 'active',
    })),
    DBParameterGroups: [
      {
        DBParameterGroupName: instance.parameterGroup,
        ParameterApplyStatus: context.parameterStatus,
      },
    ],
    AvailabilityZone: instance.availabilityZone,
    DBSubnetGroup: context.subnetGroup,
    PreferredMaintenanceWindow: instance.preferredMaintenanceWindow,
    PendingModifiedValues: {
      DBInstanceIdentifier: pending?.identifier ?? instance.renameTo,
      DBInstanceClass: pending?.instanceClass,
      CACertificateIdentifier: pending?.caCertificate,
    },
    MultiAZ: false,
    EngineVersion: cluster.engineVersion,
    AutoMinorVersionUpgrade: instance.autoMinorVersionUpgrade,
    ReadReplicaDBInstanceIdentifiers: [],
    LicenseModel: 'postgresql-license',
    OptionGroupMemberships: [
      {
        OptionGroupName: defaultOptionGroupOf(cluster.engineVersion),
        Status: 'in-sync',
      },
    ],
    PubliclyAccessible: instance.publiclyAccessible,
    StorageType: cluster.storageType,
    DbInstancePort: 0,
    DBClusterIdentifier: cluster.identifier,
    StorageEncrypted: cluster.storageEncrypted,
    KmsKeyId: cluster.kmsKeyId,
    DbiResourceId: instance.resourceId,
    CACertificateIdentifier: instance.caCertificate,
    CertificateDetails: { CAIdentifier: instance.caCertificate },
    DomainMemberships: [],
    CopyTagsToSnapshot: cluster.copyTagsToSnapshot,
    MonitoringInterval: monitoringInterval,
    MonitoringRoleArn: monitoringRoleArn,
    EnhancedMonitoringResourceArn:
      monitoringInterval > 0 ? monitoringStreamOf(instance) : undefined,
    PromotionTier: instance.promotionTier,
    DBInstanceArn: instance.arn,
    IAMDatabaseAuthenticationEnabled: cluster.iamAuthentication,
    DatabaseInsightsMode: cluster.databaseInsightsMode,
    PerformanceInsightsEnabled: performanceInsights.enabled,
    PerformanceInsightsKMSKeyId: performanceInsights.enabled
      ? performanceInsights.kmsKeyId
      : undefined,
    PerformanceInsightsRetentionPeriod: performanceInsights.enabled
      ? performanceInsights.retentionPeriod
      : undefined,
    EnabledCloudwatchLogsExports: cluster.logExports,
    DeletionProtection: false,
    AssociatedRoles: [],
    TagList: instance.tags,
    CustomerOwnedIpEnabled: false,
    NetworkType: cluster.networkType,
    ActivityStreamStatus: 'stopped',
    BackupTarget: 'region',
  };
}

/** The log stream to which RDS would send Enhanced Monitoring. */
function monitoringStreamOf({ arn, resourceId }: InstanceRecord): string {
  const [, , , region, accountId] = arn.split(':');
  return `arn:aws:logs:${region}:${accountId}:log-group:RDSOSMetrics:log-stream:${resourceId}`;
}
