import { z } from 'zod';
import { databaseConfigFields } from '../config/DatabaseConfig';
import { environmentNameSchema } from '../environments';
import { messageSchema } from '../message';
import { preflightCheckNameSchema } from '../preflightTexts';
import { restoreSourceSchema } from '../requests/restoreSource';

/** What can differ between a restored database and its source. @public */
export const planDifferenceAspects = [
  'capacity',
  'version',
  'parameters',
  'secret',
  'alarms',
  'network',
  'backup',
  'other',
] as const;

/** Schema of {@link planDifferenceAspects}. @public */
export const planDifferenceAspectSchema = z.enum(planDifferenceAspects);

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

/** Schema of {@link PlanDifference}. @public */
export const planDifferenceSchema = z.object({
  /** A string, because a newer backend may have further aspects. */
  aspect: planDifferenceAspectSchema.or(z.string()),
  message: messageSchema,
});

/** How a restored database differs from its source. @public */
export type PlanDifference = z.infer<typeof planDifferenceSchema>;

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
  /**
   * What will differ from the source, for a restore from a database that the portal did not create.
   */
  differences: z.array(planDifferenceSchema).optional(),
});

/** The changes, checks and cost of a deploy or a restore before it starts. @public */
export type Plan = z.infer<typeof planSchema>;
