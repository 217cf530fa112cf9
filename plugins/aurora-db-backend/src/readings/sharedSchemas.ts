import { z } from 'zod';
import type { AlarmDetails, AlarmReport } from '../ports/AlarmReader';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { ClusterSnapshot } from '../ports/ClusterSnapshots';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { StackProgress } from '../ports/DatabaseStackWriter';
import type { SourceEvent } from '../ports/DatabaseEventReader';
import type { DeletedStack } from '../ports/StackHistory';

/**
 * A replica validates entries of the shared cache, because another version may have written them.
 * Times are ISO 8601.
 */
const timeSchema = z.iso.datetime().pipe(z.coerce.date());
const tagsSchema = z.record(z.string(), z.string());

export const alarmDetailsSchema: z.ZodType<AlarmDetails> = z.object({
  name: z.string(),
  type: z.enum(['metric', 'composite']),
  metrics: z.array(
    z.object({
      namespace: z.string(),
      metricName: z.string(),
      dimensions: tagsSchema,
      statistic: z.string().optional(),
      periodSeconds: z.number().optional(),
    }),
  ),
  expression: z.string().optional(),
  comparison: z.string().optional(),
  threshold: z.number().optional(),
  missingData: z.string().optional(),
  rule: z.string().optional(),
});

export const alarmReportSchema: z.ZodType<AlarmReport> = z.object({
  name: z.string(),
  state: z.enum(['ALARM', 'INSUFFICIENT_DATA']),
  since: timeSchema.optional(),
  details: alarmDetailsSchema.optional(),
});

export const snapshotTimeSchema: z.ZodType<Date> = timeSchema;

export const databaseStackSchema: z.ZodType<DatabaseStack> = z.object({
  stackId: z.string(),
  stackName: z.string(),
  status: z.string(),
  statusReason: z.string().optional(),
  createdAt: timeSchema,
  updatedAt: timeSchema.optional(),
  tags: tagsSchema,
  outputs: tagsSchema,
  terminationProtection: z.boolean(),
});

export const liveClusterSchema: z.ZodType<LiveCluster> = z.object({
  clusterIdentifier: z.string(),
  arn: z.string(),
  resourceId: z.string().optional(),
  createdAt: timeSchema.optional(),
  status: z.string(),
  engineVersion: z.string(),
  otherEngine: z.string().optional(),
  endpoint: z.string().optional(),
  readerEndpoint: z.string().optional(),
  port: z.number().optional(),
  capacity: z
    .object({ minCapacity: z.number(), maxCapacity: z.number() })
    .optional(),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['writer', 'reader']),
      pendingReboot: z.boolean(),
    }),
  ),
  backup: z.object({
    retentionDays: z.number(),
    window: z.string(),
    earliestRestorableTime: timeSchema.optional(),
    latestRestorableTime: timeSchema.optional(),
  }),
  deletionProtection: z.boolean(),
  tags: tagsSchema,
  parameterGroup: z.string().optional(),
  databaseName: z.string().optional(),
  masterUsername: z.string().optional(),
  masterSecretArn: z.string().optional(),
  storageEncrypted: z.boolean(),
  kmsKeyArn: z.string().optional(),
  iamAuthentication: z.boolean(),
  globalClusterIdentifier: z.string().optional(),
  logExports: z.array(z.string()),
});

export const sourceEventSchema: z.ZodType<SourceEvent> = z.object({
  at: timeSchema,
  source: z.string(),
  categories: z.array(z.string()),
  text: z.string(),
});

export const clusterInstancesSchema: z.ZodType<ClusterInstances> = z.object({
  clusterIdentifier: z.string(),
  instances: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      availabilityZone: z.string().optional(),
      instanceClass: z.string().optional(),
      parameterGroup: z.string().optional(),
      pendingReboot: z.boolean().optional(),
      resourceId: z.string().optional(),
      performanceInsights: z.boolean(),
    }),
  ),
});

export const stackProgressSchema: z.ZodType<StackProgress> = z.object({
  id: z.string(),
  at: timeSchema,
  resource: z.string(),
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  ofStack: z.boolean(),
  token: z.string().optional(),
});

export const clusterSnapshotSchema: z.ZodType<ClusterSnapshot> = z.object({
  id: z.string(),
  clusterIdentifier: z.string(),
  clusterResourceId: z.string().optional(),
  type: z.enum(['manual', 'automated']),
  status: z.string(),
  percentProgress: z.number(),
  createdAt: timeSchema,
  engineVersion: z.string(),
  sizeGiB: z.number().optional(),
  storageEncrypted: z.boolean(),
  kmsKeyArn: z.string().optional(),
  masterUsername: z.string().optional(),
  sourceArn: z.string().optional(),
  tags: tagsSchema,
});

export const deletedStackSchema: z.ZodType<DeletedStack> = z.object({
  stackId: z.string(),
  stackName: z.string(),
  deletedAt: timeSchema.optional(),
  restoredFrom: z.string().optional(),
});
