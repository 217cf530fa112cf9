import { z } from 'zod';
import { tagSchema } from './Tag';

/** A manual cluster snapshot as it is kept; its files are in `snapshots/<account>-<region>-<folder>`. */
export const clusterSnapshotRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  status: z.string(),
  percentProgress: z.number(),
  createdAt: z.coerce.date(),
  /** Name of the folder that holds the base copy. */
  folder: z.string(),
  sizeGiB: z.number(),
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
  iamAuthentication: z.boolean(),
  tags: z.array(tagSchema),
});

export type ClusterSnapshotRecord = z.infer<typeof clusterSnapshotRecordSchema>;

/** The RDS structure `DBClusterSnapshot`. */
export function describeClusterSnapshot(
  snapshot: ClusterSnapshotRecord,
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
    SnapshotType: 'manual',
    PercentProgress: snapshot.percentProgress,
    StorageEncrypted: snapshot.storageEncrypted,
    KmsKeyId: snapshot.kmsKeyId,
    DBClusterSnapshotArn: snapshot.arn,
    IAMDatabaseAuthenticationEnabled: snapshot.iamAuthentication,
    TagList: snapshot.tags,
    DbClusterResourceId: snapshot.clusterResourceId,
    StorageType: 'aurora',
  };
}
