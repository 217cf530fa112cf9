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
  /** Parameters of the cluster's group at the last start of the instance; absent before it. */
  booted: z
    .object({ group: z.string(), parameters: z.record(z.string(), z.string()) })
    .optional(),
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
  /** The previous identifier, under which the cluster may still name its writer. */
  renamedFrom: z.string().optional(),
  tags: z.array(tagSchema),
});

export type InstanceRecord = z.infer<typeof instanceRecordSchema>;

/** Whether an instance runs with the current static parameters of its cluster's group. */
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
