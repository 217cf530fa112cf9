import { z } from 'zod';
import type { AlarmReport } from './AlarmReader';
import type { ClusterInstances, LiveCluster } from './ClusterReader';
import type { DatabaseStack } from './DatabaseStacks';

/** What replicas share is checked when it is read back: it may come from another version, or from other hands. Times are ISO 8601. */
const timeSchema = z.iso.datetime().pipe(z.coerce.date());
const tagsSchema = z.record(z.string(), z.string());

export const alarmReportSchema: z.ZodType<AlarmReport> = z.object({
  name: z.string(),
  state: z.enum(['ALARM', 'INSUFFICIENT_DATA']),
  since: timeSchema.optional(),
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
  status: z.string(),
  engineVersion: z.string(),
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
});

export const clusterInstancesSchema: z.ZodType<ClusterInstances> = z.object({
  clusterIdentifier: z.string(),
  instances: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      availabilityZone: z.string().optional(),
    }),
  ),
});
