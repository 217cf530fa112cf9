import { z } from 'zod';
import { databaseNameSchema } from './DeployRequest';
import { restoreSourceSchema } from './restoreSource';

/** Schema of {@link RestorePlanRequest}. @public */
export const restorePlanRequestSchema = z.strictObject({
  from: restoreSourceSchema,
  /** Form name of the new database. Default: a name made from the source's name and the time. */
  name: databaseNameSchema.optional(),
});

/** A request for the plan of a restore. @public */
export type RestorePlanRequest = z.infer<typeof restorePlanRequestSchema>;

/** Schema of {@link RestoreRequest}. @public */
export const restoreRequestSchema = restorePlanRequestSchema.extend({
  /** Name of the source's entity, e.g. `goal-mandala-prd`. The user types it to confirm. */
  confirm: z.string().max(63),
});

/** A request to start a restore. @public */
export type RestoreRequest = z.infer<typeof restoreRequestSchema>;

/** Schema of {@link RestoreStarted}. @public */
export const restoreStartedSchema = z.object({
  /** Entity reference of the new database. */
  entityRef: z.string(),
  stackId: z.string(),
});

/** A restore that CloudFormation has started. @public */
export type RestoreStarted = z.infer<typeof restoreStartedSchema>;
