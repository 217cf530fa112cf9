import { z } from 'zod';
import { tagSchema } from '../Tag';

/** Constant values of metrics by name; `null` for a metric that is not published. */
const metricsSchema = z.record(z.string(), z.number().nullable());

const instanceSchema = z.object({
  identifier: z.string(),
  resourceId: z.string(),
  /** `db.serverless` if absent. */
  instanceClass: z.string().optional(),
  maxConnections: z.number().optional(),
  load: z.number().optional(),
  parameterGroup: z.string().optional(),
  status: z.string().optional(),
  availabilityZone: z.string().optional(),
  promotionTier: z.number().optional(),
  metrics: metricsSchema.optional(),
});

/** A cluster without servers. It can only be described. */
export const simulatedClusterRecordSchema = z.object({
  identifier: z.string(),
  resourceId: z.string(),
  createdAt: z.coerce.date(),
  /** `aurora-postgresql` if absent. */
  engine: z.string().optional(),
  engineVersion: z.string(),
  /** Absent without capacity bounds. */
  minCapacity: z.number().optional(),
  maxCapacity: z.number().optional(),
  /** Of the instances that have no number of their own. */
  maxConnections: z.number().optional(),
  /** The share of the capacity and of the connections that is in use, 0 to 1. */
  load: z.number(),
  performanceInsights: z.boolean().optional(),
  /** `available` if absent. */
  status: z.string().optional(),
  stoppedAt: z.coerce.date().optional(),
  globalCluster: z
    .object({ identifier: z.string(), role: z.enum(['primary', 'secondary']) })
    .optional(),
  /** The family's default group if absent. */
  parameterGroup: z.string().optional(),
  masterUsername: z.string().optional(),
  databaseName: z.string().optional(),
  /** Of a password that RDS manages. */
  secretArn: z.string().optional(),
  logExports: z.array(z.string()).optional(),
  iamAuthentication: z.boolean().optional(),
  deletionProtection: z.boolean().optional(),
  storageEncrypted: z.boolean().optional(),
  metrics: metricsSchema.optional(),
  /** The writer comes first. The secondary of a global database has none. */
  instances: z.array(instanceSchema),
  tags: z.array(tagSchema),
});

export type SimulatedClusterRecord = z.infer<
  typeof simulatedClusterRecordSchema
>;

export type SimulatedInstanceRecord = z.infer<typeof instanceSchema>;
