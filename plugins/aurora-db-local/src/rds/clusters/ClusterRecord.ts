import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { tagSchema } from '../Tag';

/** The source of a restored cluster's data, until the data exists. */
const restoreSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('snapshot'),
    snapshotIdentifier: z.string(),
    /** Absent in the record of an earlier release: a snapshot of the same account. */
    snapshotArn: z.string().optional(),
  }),
  z.object({
    from: z.literal('time'),
    sourceIdentifier: z.string(),
    sourceResourceId: z.string(),
    /** Restore commits up to the end of this millisecond. */
    time: z.coerce.date(),
  }),
]);

const masterUserSecretSchema = z.object({
  arn: z.string(),
  /** `rds!cluster-` and a UUID. */
  name: z.string(),
  /** `creating` and `rotating`: a new password is requested. */
  status: z.enum(['creating', 'active', 'rotating']),
  kmsKeyId: z.string(),
  /** The time at which the current password was created. */
  rotatedAt: z.coerce.date(),
});

/** Changes that wait for the maintenance window. */
const pendingSchema = z.object({
  /** When the window began to count: the request, or the last change of the window. */
  since: z.coerce.date(),
  engineVersion: z.string().optional(),
  iamAuthentication: z.boolean().optional(),
  /** The verifier of the master password, never the password itself. */
  passwordVerifier: z.string().optional(),
});

export type PendingClusterChanges = z.infer<typeof pendingSchema>;

const roleSchema = z.object({ arn: z.string(), feature: z.string() });

export type AssociatedRole = z.infer<typeof roleSchema>;

export type MasterUserSecret = z.infer<typeof masterUserSecretSchema>;

export type RestoreOrigin = z.infer<typeof restoreSchema>;

/** The record of a cluster: its configuration, and the progress of its servers. */
export const clusterRecordSchema = z.object({
  identifier: z.string(),
  arn: z.string(),
  /** `cluster-` and 26 letters and digits. It never changes, unlike the identifier. */
  resourceId: z.string(),
  /** RDS's cluster status. */
  status: z.string(),
  createdAt: z.coerce.date(),
  port: z.number(),
  engineVersion: z.string(),
  masterUsername: z.string(),
  databaseName: z.string().optional(),
  /**
   * The verifier of a master password that is set when the writer runs next; never the password
   * itself.
   */
  passwordVerifier: z.string().optional(),
  /** The secret with the password, if RDS manages it. */
  masterUserSecret: masterUserSecretSchema.optional(),
  /** Whether the master user and the initial database exist. */
  isSetUp: z.boolean(),
  /** Identifier of the writer instance. */
  writer: z.string().optional(),
  /** During a failover: the identifier of the instance that becomes the writer. */
  failoverTo: z.string().optional(),
  restore: restoreSchema.optional(),
  /** Identifier of the snapshot to take before the deletion. */
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
  /** Where the export of each instance's log began; from its beginning if absent. */
  logsExportedFrom: z.record(z.string(), z.number()).optional(),
  performanceInsights: z.object({
    enabled: z.boolean(),
    kmsKeyId: z.string().optional(),
    retentionPeriod: z.number(),
  }),
  databaseInsightsMode: z.enum(['standard', 'advanced']),
  monitoringInterval: z.number(),
  monitoringRoleArn: z.string().optional(),
  autoMinorVersionUpgrade: z.boolean().optional(),
  engineLifecycleSupport: z.string().optional(),
  associatedRoles: z.array(roleSchema).optional(),
  pending: pendingSchema.optional(),
  tags: z.array(tagSchema),
});

export type ClusterRecord = z.infer<typeof clusterRecordSchema>;

const resourceIdLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** For example `cluster-ABCDEFGHIJKL12345678901234`, at random. */
export function newResourceId(prefix: 'cluster' | 'db'): string {
  const letters = Array.from(
    randomBytes(26),
    byte => resourceIdLetters[byte % 32],
  );
  return `${prefix}-${letters.join('')}`;
}
