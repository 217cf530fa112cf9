import { z } from 'zod';
import { databaseNameSchema } from './DeployRequest';
import { restoreSourceSchema } from './restoreSource';

/** Schema of {@link RestorePlanRequest}. @public */
export const restorePlanRequestSchema = z.strictObject({
  from: restoreSourceSchema,
  /** Form name of the new database; one that tells source and time where absent. */
  name: databaseNameSchema.optional(),
});

/** Asks what a restore would do. @public */
export type RestorePlanRequest = z.infer<typeof restorePlanRequestSchema>;

/** Schema of {@link RestoreRequest}. @public */
export const restoreRequestSchema = restorePlanRequestSchema.extend({
  /** Name of the source's entity, e.g. `goal-mandala-prd`, typed by whoever restores. */
  confirm: z.string().max(63),
});

/** Begins a restore. @public */
export type RestoreRequest = z.infer<typeof restoreRequestSchema>;

/** Schema of {@link RestoreStarted}. @public */
export const restoreStartedSchema = z.object({
  /** Of the new database. */
  entityRef: z.string(),
  stackId: z.string(),
});

/** A restore that CloudFormation has begun. @public */
export type RestoreStarted = z.infer<typeof restoreStartedSchema>;
