import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { writerAddress } from '../postgres/loopbackAddresses';
import type { InstanceRecord } from './InstanceRecord';
import { parameterStatus } from './InstanceRecord';
import { tagSchema } from './Tag';

/** A cluster as it is kept: what was asked for, and how far the servers are with it. */
export const clusterRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  /** `cluster-` and 26 letters and digits; never changes, unlike the identifier. */
  resourceId: z.string(),
  /** RDS's cluster status. */
  status: z.string(),
  createdAt: z.coerce.date(),
  port: z.number(),
  engineVersion: z.string(),
  masterUsername: z.string(),
  databaseName: z.string().optional(),
  /** The master user's password, to be set when the writer runs next; never the password itself. */
  passwordVerifier: z.string().optional(),
  masterUserSecretArn: z.string().optional(),
  /** Whether the master user and the initial database were made. */
  isSetUp: z.boolean(),
  /** Identifier of the instance that writes. */
  writer: z.string().optional(),
  /** A failover that is under way: the identifier of the instance that becomes the writer. */
  failoverTo: z.string().optional(),
  /** Identifier of the snapshot to take before the cluster is gone. */
  finalSnapshot: z.string().optional(),
  parameterGroup: z.string(),
  subnetGroup: z.string(),
  vpcSecurityGroupIds: z.array(z.string()),
  availabilityZones: z.array(z.string()),
  scaling: z
    .object({
      minCapacity: z.number(),
      maxCapacity: z.number(),
      secondsUntilAutoPause: z.number().optional(),
    })
    .optional(),
  backupRetentionPeriod: z.number(),
  preferredBackupWindow: z.string(),
  preferredMaintenanceWindow: z.string(),
  deletionProtection: z.boolean(),
  copyTagsToSnapshot: z.boolean(),
  storageEncrypted: z.boolean(),
  kmsKeyId: z.string().optional(),
  storageType: z.string(),
  networkType: z.string(),
  iamAuthentication: z.boolean(),
  httpEndpoint: z.boolean(),
  logExports: z.array(z.string()),
  performanceInsights: z.object({
    enabled: z.boolean(),
    kmsKeyId: z.string().optional(),
    retentionPeriod: z.number(),
  }),
  databaseInsightsMode: z.enum(['standard', 'advanced']),
  monitoringInterval: z.number(),
  monitoringRoleArn: z.string().optional(),
  tags: z.array(tagSchema),
});

export type ClusterRecord = z.infer<typeof clusterRecordSchema>;

const resourceIdLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** For example `cluster-ABCDEFGHIJKL12345678901234`, from a source of randomness. */
export function newResourceId(prefix: 'cluster' | 'db'): string {
  const letters = Array.from(
    randomBytes(26),
    byte => resourceIdLetters[byte % 32],
  );
  return `${prefix}-${letters.join('')}`;
}

/** The RDS structure `DBCluster`. */
export function describeCluster(
  cluster: ClusterRecord,
  context: {
    members: readonly InstanceRecord[];
    readerAddress: string;
    staticParameters: Readonly<Record<string, string>>;
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
    MasterUserSecret: cluster.masterUserSecretArn && {
      SecretArn: cluster.masterUserSecretArn,
      SecretStatus: 'active',
    },
    DBClusterOptionGroupMemberships: [],
    PreferredBackupWindow: cluster.preferredBackupWindow,
    PreferredMaintenanceWindow: cluster.preferredMaintenanceWindow,
    ReadReplicaIdentifiers: [],
    DBClusterMembers: context.members.map(member => ({
      DBInstanceIdentifier: member.identifier,
      IsClusterWriter: member.identifier === cluster.writer,
      DBClusterParameterGroupStatus: parameterStatus(
        member,
        cluster.parameterGroup,
        context.staticParameters,
      ),
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
    AssociatedRoles: [],
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
    StorageType: cluster.storageType,
    AutoMinorVersionUpgrade: true,
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
    EngineLifecycleSupport: 'open-source-rds-extended-support',
  };
}
