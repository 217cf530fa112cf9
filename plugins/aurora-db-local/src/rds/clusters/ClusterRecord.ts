import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { tagSchema } from '../Tag';

/** Where the data of a restored cluster comes from, until it is there. */
const restoreSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('snapshot'), snapshotIdentifier: z.string() }),
  z.object({
    from: z.literal('time'),
    sourceIdentifier: z.string(),
    sourceResourceId: z.string(),
    /** Commits up to this millisecond, and in it, are wanted. */
    time: z.coerce.date(),
  }),
]);

const masterUserSecretSchema = z.object({
  arn: z.string(),
  /** `rds!cluster-` and a UUID. */
  name: z.string(),
  /** `creating` and `rotating`: a new password is to be made and set. */
  status: z.enum(['creating', 'active', 'rotating']),
  kmsKeyId: z.string(),
  /** When the present password was made. */
  rotatedAt: z.coerce.date(),
});

export type MasterUserSecret = z.infer<typeof masterUserSecretSchema>;

export type RestoreOrigin = z.infer<typeof restoreSchema>;

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
  /** The secret with the password, if RDS manages it. */
  masterUserSecret: masterUserSecretSchema.optional(),
  /** Whether the master user and the initial database were made. */
  isSetUp: z.boolean(),
  /** Identifier of the instance that writes. */
  writer: z.string().optional(),
  /** A failover that is under way: the identifier of the instance that becomes the writer. */
  failoverTo: z.string().optional(),
  restore: restoreSchema.optional(),
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
