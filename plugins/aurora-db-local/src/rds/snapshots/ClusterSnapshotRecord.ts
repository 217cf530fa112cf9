import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A cluster snapshot as it is stored. */
export const clusterSnapshotRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  /** An automated one belongs to its cluster and is deleted only with it. */
  type: z.enum(['manual', 'automated']).default('manual'),
  /**
   * RDS's `creating`, `copying`, `available`, `failed`; `deleting` while its files are deleted.
   */
  status: z.string(),
  percentProgress: z.number(),
  createdAt: z.coerce.date(),
  /** The name of the folder with the base copy. */
  folder: z.string(),
  sizeGiB: z.number(),
  /**
   * The start of the archived WAL that continues it; absent for a copy of a server that was not
   * running.
   */
  base: z
    .object({ endedAt: z.coerce.date(), firstSegment: z.string() })
    .optional(),
  clusterIdentifier: z.string(),
  clusterResourceId: z.string(),
  clusterCreatedAt: z.coerce.date(),
  engineVersion: z.string(),
  port: z.number(),
  masterUsername: z.string(),
  databaseName: z.string().optional(),
  availabilityZones: z.array(z.string()),
  vpcId: z.string().optional(),
  storageEncrypted: z.boolean(),
  kmsKeyId: z.string().optional(),
  /** Absent if an earlier release took it. */
  backupRetentionPeriod: z.number().optional(),
  preferredBackupWindow: z.string().optional(),
  iamAuthentication: z.boolean(),
  /** ARN of the snapshot of which it is a copy. */
  copiedFrom: z.string().optional(),
  /** The accounts that can copy and restore it. `all`: every account. */
  sharedWith: z.array(z.string()).default([]),
  tags: z.array(tagSchema),
});

export type ClusterSnapshotRecord = z.infer<typeof clusterSnapshotRecordSchema>;

/**
 * The RDS structure `DBClusterSnapshot`.
 *
 * @param percentProgress - of a copy in progress
 */
export function describeClusterSnapshot(
  snapshot: ClusterSnapshotRecord,
  percentProgress = snapshot.percentProgress,
): Record<string, unknown> {
  return {
    AvailabilityZones: snapshot.availabilityZones,
    DBClusterSnapshotIdentifier: snapshot.identifier,
    DBClusterIdentifier: snapshot.clusterIdentifier,
    SnapshotCreateTime: snapshot.createdAt,
    Engine: 'aurora-postgresql',
    EngineMode: 'provisioned',
    AllocatedStorage: snapshot.sizeGiB,
    Status: snapshot.status,
    Port: snapshot.port,
    VpcId: snapshot.vpcId,
    ClusterCreateTime: snapshot.clusterCreatedAt,
    MasterUsername: snapshot.masterUsername,
    EngineVersion: snapshot.engineVersion,
    LicenseModel: 'postgresql-license',
    SnapshotType: snapshot.type,
    PercentProgress: percentProgress,
    StorageEncrypted: snapshot.storageEncrypted,
    BackupRetentionPeriod: snapshot.backupRetentionPeriod,
    PreferredBackupWindow: snapshot.preferredBackupWindow,
    KmsKeyId: snapshot.kmsKeyId,
    DBClusterSnapshotArn: snapshot.arn,
    SourceDBClusterSnapshotArn: snapshot.copiedFrom,
    IAMDatabaseAuthenticationEnabled: snapshot.iamAuthentication,
    TagList: snapshot.tags,
    DbClusterResourceId: snapshot.clusterResourceId,
    StorageType: 'aurora',
  };
}
