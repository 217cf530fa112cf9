import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A cluster's or an instance's parameter group, as it is kept. */
export const parameterGroupRecordSchema = z.object({
  name: z.string(),
  arn: z.string(),
  family: z.string(),
  description: z.string(),
  /** Values that differ from the engine's defaults. */
  parameters: z.record(z.string(), z.string()),
  tags: z.array(tagSchema),
});

export type ParameterGroupRecord = z.infer<typeof parameterGroupRecordSchema>;

/** The family of the one major version that there is. */
export const parameterGroupFamily = 'aurora-postgresql15';
/** The group that every account has and nobody can change. */
export const defaultParameterGroupName = `default.${parameterGroupFamily}`;
