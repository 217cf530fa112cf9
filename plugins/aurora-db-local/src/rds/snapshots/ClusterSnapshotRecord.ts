import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A cluster snapshot as it is kept. */
export const clusterSnapshotRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  /** An automated one belongs to its cluster: it is deleted with it, and not by anybody. */
  type: z.enum(['manual', 'automated']).default('manual'),
  /** RDS's `creating`, `available`, `failed`; `deleting` while its files are deleted. */
  status: z.string(),
  percentProgress: z.number(),
  createdAt: z.coerce.date(),
  /** Name of the folder that holds the base copy. */
  folder: z.string(),
  sizeGiB: z.number(),
  /** How archived WAL goes on from it; absent where it was copied from a server that didn't run. */
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
  iamAuthentication: z.boolean(),
  tags: z.array(tagSchema),
});

export type ClusterSnapshotRecord = z.infer<typeof clusterSnapshotRecordSchema>;

/**
 * The RDS structure `DBClusterSnapshot`.
 *
 * @param percentProgress - of a copy that is under way
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
    KmsKeyId: snapshot.kmsKeyId,
    DBClusterSnapshotArn: snapshot.arn,
    IAMDatabaseAuthenticationEnabled: snapshot.iamAuthentication,
    TagList: snapshot.tags,
    DbClusterResourceId: snapshot.clusterResourceId,
    StorageType: 'aurora',
  };
}
