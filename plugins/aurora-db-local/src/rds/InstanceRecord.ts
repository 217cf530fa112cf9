import { z } from 'zod';
import { writerAddress } from '../postgres/loopbackAddresses';
import type { ClusterRecord } from './ClusterRecord';
import { tagSchema } from './Tag';

/** An instance as it is kept. */
export const instanceRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  /** `db-` and 26 letters and digits. */
  resourceId: z.string(),
  clusterIdentifier: z.string(),
  /** RDS's instance status. */
  status: z.string(),
  createdAt: z.coerce.date(),
  availabilityZone: z.string(),
  instanceClass: z.string(),
  parameterGroup: z.string(),
  promotionTier: z.number(),
  publiclyAccessible: z.boolean(),
  autoMinorVersionUpgrade: z.boolean(),
  caCertificate: z.string(),
  preferredMaintenanceWindow: z.string(),
  /** Parameters of the cluster's group as they were when the instance last started; absent before that. */
  booted: z
    .object({ group: z.string(), parameters: z.record(z.string(), z.string()) })
    .optional(),
  /** Effective max_connections since then. */
  maxConnections: z.number().optional(),
  tags: z.array(tagSchema),
});

export type InstanceRecord = z.infer<typeof instanceRecordSchema>;

/** Whether an instance runs with the static parameters that its cluster's group has now. */
export function parameterStatus(
  instance: InstanceRecord,
  group: string,
  staticParameters: Readonly<Record<string, string>>,
): 'in-sync' | 'pending-reboot' {
  const { booted } = instance;
  if (!booted) {
    return 'in-sync';
  }
  const names = new Set([
    ...Object.keys(booted.parameters),
    ...Object.keys(staticParameters),
  ]);
  const same = [...names].every(
    name => booted.parameters[name] === staticParameters[name],
  );
  return same && booted.group === group ? 'in-sync' : 'pending-reboot';
}

/** The RDS structure `DBInstance`. */
export function describeInstance(
  instance: InstanceRecord,
  cluster: ClusterRecord,
  context: {
    readerAddress: string;
    subnetGroup: Record<string, unknown> | undefined;
  },
): Record<string, unknown> {
  const { performanceInsights } = cluster;
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
        ParameterApplyStatus: 'in-sync',
      },
    ],
    AvailabilityZone: instance.availabilityZone,
    DBSubnetGroup: context.subnetGroup,
    PreferredMaintenanceWindow: instance.preferredMaintenanceWindow,
    PendingModifiedValues: {},
    MultiAZ: false,
    EngineVersion: cluster.engineVersion,
    AutoMinorVersionUpgrade: instance.autoMinorVersionUpgrade,
    ReadReplicaDBInstanceIdentifiers: [],
    LicenseModel: 'postgresql-license',
    OptionGroupMemberships: [
      { OptionGroupName: 'default:aurora-postgresql-15', Status: 'in-sync' },
    ],
    PubliclyAccessible: instance.publiclyAccessible,
    StorageType: cluster.storageType,
    DbInstancePort: 0,
    DBClusterIdentifier: cluster.identifier,
    StorageEncrypted: cluster.storageEncrypted,
    KmsKeyId: cluster.kmsKeyId,
    DbiResourceId: instance.resourceId,
    CACertificateIdentifier: instance.caCertificate,
    DomainMemberships: [],
    CopyTagsToSnapshot: cluster.copyTagsToSnapshot,
    MonitoringInterval: cluster.monitoringInterval,
    MonitoringRoleArn: cluster.monitoringRoleArn,
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
