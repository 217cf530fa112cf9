import { z } from 'zod';
import { databaseConfigFields } from '../config/DatabaseConfig';
import { environmentNameSchema } from '../environments';
import { messageSchema } from '../message';
import { preflightCheckNameSchema } from '../preflightTexts';
import { restoreSourceSchema } from '../requests/restoreSource';

/** Schema of {@link PlannedChange}. @public */
export const plannedChangeSchema = z.object({
  action: z.enum(['add', 'modify', 'replace', 'remove']),
  /** Logical id in the template. */
  resource: z.string(),
  /** CloudFormation type, e.g. `AWS::RDS::DBCluster`. */
  type: z.string(),
  /** Names of the changed properties. */
  properties: z.array(z.string()),
  /** Whether a deploy would carry out the change. */
  allowed: z.boolean(),
});

/** One change of a change set. @public */
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** Schema of {@link Plan}. @public */
export const planSchema = z.object({
  target: z.object({
    entityRef: z.string(),
    clusterIdentifier: z.string(),
    environment: environmentNameSchema,
    /** The title of the environment, if it has one. */
    environmentTitle: z.string().optional(),
    /** Form name of the database. */
    name: z.string(),
  }),
  config: z.object(databaseConfigFields),
  engineVersion: z.string(),
  restoreFrom: restoreSourceSchema.optional(),
  changes: z.array(plannedChangeSchema),
  preflight: z.array(
    z.object({
      // A string, because a newer backend may have further checks.
      check: preflightCheckNameSchema.or(z.string()),
      ok: z.boolean(),
      message: messageSchema.optional(),
    }),
  ),
  monthlyCost: z.object({
    min: z.number(),
    max: z.number(),
    currency: z.string(),
  }),
  warnings: z.array(messageSchema),
});

/** The changes, checks and cost of a deploy or a restore before it starts. @public */
export type Plan = z.infer<typeof planSchema>;
