import { z } from 'zod';
import { environmentNameSchema } from '../environments';
import { severitySchema } from './Health';

const timeSchema = z.iso.datetime();

/** Schema of {@link DatabaseOrigin}. @public */
export const databaseOriginSchema = z.enum(['portal', 'existing']);

/**
 * `portal`: a stack of the portal has the database. `existing`: another tool created it, and
 * `auroraDb.environments.<name>.existing` includes it.
 *
 * @public
 */
export type DatabaseOrigin = z.infer<typeof databaseOriginSchema>;

/** Schema of {@link Cluster}. @public */
export const clusterSchema = z.object({
  entityRef: z.string(),
  environment: environmentNameSchema,
  /** The title of the environment, if it has one. */
  environmentTitle: z.string().optional(),
  /** Absent in answers of older backends, which only know databases of the portal. */
  origin: databaseOriginSchema.default('portal'),
  /** Twelve digits. */
  accountId: z.string().optional(),
  region: z.string().optional(),
  /** Absent if the portal did not create the database. */
  stackName: z.string().optional(),
  clusterIdentifier: z.string(),
  /** Absent until the cluster exists. */
  arn: z.string().optional(),
  /** `creating` until the stack is complete, then the status in RDS. */
  status: z.string(),
  engineVersion: z.string().optional(),
  endpoint: z.string().optional(),
  readerEndpoint: z.string().optional(),
  port: z.number().int().optional(),
  /**
   * The PostgreSQL database. A restored cluster has the database of its source; absent until its
   * stack names it.
   */
  databaseName: z.string().optional(),
  /** The master user. Absent until the cluster exists. */
  masterUsername: z.string().optional(),
  /** The master secret. */
  secretArn: z.string().optional(),
  /**
   * A secret with the address and no password. Absent if the last deploy was older than this
   * secret.
   */
  connectionSecretArn: z.string().optional(),
  /** In ACU. Absent if no instance is serverless. */
  capacity: z
    .object({
      min: z.number(),
      max: z.number(),
      current: z.number().optional(),
    })
    .optional(),
  /** The different classes of the instances, such as `db.serverless` or `db.r6g.large`. */
  instanceClasses: z.array(z.string()).optional(),
  maxConnections: z.object({
    /**
     * The value in the parameter group, the lowest if instances differ. Absent if it is unknown:
     * the parameter group of a database that the portal did not create can have a formula that the
     * portal cannot compute.
     */
    configured: z.number().optional(),
    /** The current limit of the servers, the lowest if instances differ. Absent if unknown. */
    live: z.number().optional(),
    /** The highest current limit, if instances differ. */
    liveHighest: z.number().optional(),
    /** Whether an instance must reboot before the configured value applies. */
    pendingReboot: z.boolean(),
  }),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['writer', 'reader']),
      status: z.string(),
      availabilityZone: z.string().optional(),
      /** Such as `db.serverless` or `db.r6g.large`. */
      instanceClass: z.string().optional(),
    }),
  ),
  backup: z.object({
    retentionDays: z.number().int(),
    /** UTC, in RDS's format: `18:00-19:00`. */
    window: z.string(),
    earliestRestorableTime: timeSchema.optional(),
    latestRestorableTime: timeSchema.optional(),
  }),
  deletionProtection: z.boolean(),
  /** The global database of which the cluster is a member. */
  globalClusterIdentifier: z.string().optional(),
  restoredFrom: z.string().optional(),
});

/** A database as RDS and its stack describe it now. @public */
export type Cluster = z.infer<typeof clusterSchema>;

/** Schema of {@link ClusterSummary}. @public */
export const clusterSummarySchema = clusterSchema
  .pick({
    entityRef: true,
    environment: true,
    environmentTitle: true,
    status: true,
    engineVersion: true,
    capacity: true,
    instanceClasses: true,
    origin: true,
    accountId: true,
    region: true,
  })
  .extend({
    severity: severitySchema,
    owner: z.string(),
    /**
     * Only of a database that the portal did not create, and only if the identifier is too long for
     * the name of the entity.
     */
    clusterIdentifier: z.string().optional(),
    /** Time of the newest manual snapshot that is available. */
    lastSnapshotAt: timeSchema.optional(),
    earliestRestorableTime: timeSchema.optional(),
    latestRestorableTime: timeSchema.optional(),
  });

/** One row of the list of databases. @public */
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;
