import { z } from 'zod';
import { tagSchema } from '../Tag';

/** Changes that wait for the maintenance window. */
const pendingSchema = z.object({
  /** When the window began to count: the request, or the last change of the window. */
  since: z.coerce.date(),
  identifier: z.string().optional(),
  instanceClass: z.string().optional(),
  caCertificate: z.string().optional(),
});

export type PendingInstanceChanges = z.infer<typeof pendingSchema>;

/**
 * The values of a parameter group that a server has. Other values of the group wait for a reboot of
 * the instance.
 */
const valuesInForceSchema = z.object({
  group: z.string(),
  parameters: z.record(z.string(), z.string()),
});

export type ValuesInForce = z.infer<typeof valuesInForceSchema>;

/** An instance as it is stored. */
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
  /** The values of the cluster's group that the server has; absent before the first start. */
  booted: valuesInForceSchema.optional(),
  /** The values of the instance's own group that the server has. */
  bootedOwn: valuesInForceSchema.optional(),
  /** The cluster's maximum capacity at the last start, from which static formulas follow. */
  bootedCapacity: z.number().optional(),
  /** Parameters with which the server did not start. The next reboot tries again. */
  incompatible: z.array(z.string()).optional(),
  /** Parameters whose new values the running server refused, for example `timezone`. */
  refusedParameters: z.array(z.string()).optional(),
  /** Effective max_connections since the last start. */
  maxConnections: z.number().optional(),
  /** Enhanced Monitoring, if the cluster has none. */
  monitoring: z
    .object({
      monitoringInterval: z.number(),
      monitoringRoleArn: z.string().optional(),
    })
    .optional(),
  /** Performance Insights, if the cluster has none. */
  performanceInsights: z
    .object({
      enabled: z.boolean(),
      kmsKeyId: z.string().optional(),
      retentionPeriod: z.number(),
    })
    .optional(),
  pending: pendingSchema.optional(),
  /** With the status `renaming`: the next identifier. */
  renameTo: z.string().optional(),
  /** With the status `modifying`: whether the class changes, which has its own event. */
  changesClass: z.boolean().optional(),
  /** The previous identifier, under which the cluster may still name its writer. */
  renamedFrom: z.string().optional(),
  tags: z.array(tagSchema),
});

export type InstanceRecord = z.infer<typeof instanceRecordSchema>;

/** RDS's status of an instance whose server does not start. */
export const incompatibleParameters = 'incompatible-parameters';

/** Whether an instance waits for a reboot because its server does not start with its parameters. */
export function waitsForCorrection({
  status,
  incompatible,
}: InstanceRecord): boolean {
  return status === incompatibleParameters && incompatible !== undefined;
}
