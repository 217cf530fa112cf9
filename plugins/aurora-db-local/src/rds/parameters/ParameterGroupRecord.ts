import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A parameter group of clusters or instances, as it is stored. */
export const parameterGroupRecordSchema = z.object({
  name: z.string(),
  arn: z.string(),
  family: z.string(),
  description: z.string(),
  /** Values that differ from the engine's defaults. */
  parameters: z.record(z.string(), z.string()),
  /** Dynamic parameters whose last change has the apply method `pending-reboot`. */
  deferred: z.array(z.string()).optional(),
  tags: z.array(tagSchema),
  /** Whether a fleet of simulated clusters made it. Such groups do not count towards the quota. */
  simulated: z.boolean().optional(),
});

export type ParameterGroupRecord = z.infer<typeof parameterGroupRecordSchema>;
