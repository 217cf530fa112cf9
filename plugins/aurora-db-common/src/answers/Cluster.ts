import { z } from 'zod';
import { databaseConfigFields } from '../config/DatabaseConfig';
import { environmentNameSchema } from '../environments';
import { severitySchema } from './Health';

const timeSchema = z.iso.datetime();

/** Schema of {@link Cluster}. @public */
export const clusterSchema = z.object({
  entityRef: z.string(),
  environment: environmentNameSchema,
  stackName: z.string(),
  clusterIdentifier: z.string(),
  /** Absent while the cluster does not exist yet. */
  arn: z.string().optional(),
  /** `creating` until the stack is complete, then RDS's own. */
  status: z.string(),
  engineVersion: z.string().optional(),
  endpoint: z.string().optional(),
  readerEndpoint: z.string().optional(),
  port: z.number().int().optional(),
  /** The PostgreSQL database; a restored one's is its source's. */
  databaseName: z.string().optional(),
  /** The master secret. */
  secretArn: z.string().optional(),
  /** A secret with the address and no password. Absent if the last deploy was before such secrets. */
  connectionSecretArn: z.string().optional(),
  /** In ACU. */
  capacity: z.object({
    min: z.number(),
    max: z.number(),
    current: z.number().optional(),
  }),
  maxConnections: z.object({
    /** In the cluster's parameter group. */
    configured: z.number(),
    /** The limit of the servers now, the lowest if instances differ. Absent if unknown. */
    live: z.number().optional(),
    /** An instance has yet to reboot for what is configured. */
    pendingReboot: z.boolean(),
  }),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['writer', 'reader']),
      status: z.string(),
      availabilityZone: z.string().optional(),
    }),
  ),
  backup: z.object({
    retentionDays: z.number().int(),
    /** UTC, as RDS gives it: `18:00-19:00`. */
    window: z.string(),
    earliestRestorableTime: timeSchema.optional(),
    latestRestorableTime: timeSchema.optional(),
  }),
  deletionProtection: z.boolean(),
  restoredFrom: z.string().optional(),
});

/** One database, as RDS and its stack describe it now. @public */
export type Cluster = z.infer<typeof clusterSchema>;

/** Schema of {@link ClusterSummary}. @public */
export const clusterSummarySchema = clusterSchema
  .pick({
    entityRef: true,
    environment: true,
    status: true,
    engineVersion: true,
    capacity: true,
  })
  .extend({
    severity: severitySchema,
    owner: z.string(),
    /** Of the newest manual snapshot that is available. */
    lastSnapshotAt: timeSchema.optional(),
    earliestRestorableTime: timeSchema.optional(),
    latestRestorableTime: timeSchema.optional(),
  });

/** One row of the list of databases. @public */
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;

/** Schema of {@link EnvironmentInfo}. @public */
export const environmentInfoSchema = z.object({
  name: environmentNameSchema,
  region: z.string(),
  accountId: z.string(),
  config: z.object(databaseConfigFields),
  /** Capacities that a database of this environment may have, in ACU. */
  bounds: z.object({ minCapacity: z.number(), maxCapacity: z.number() }),
});

/** What choosing an environment means. @public */
export type EnvironmentInfo = z.infer<typeof environmentInfoSchema>;
