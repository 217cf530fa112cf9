import { z } from 'zod';

const mutabilitySchema = z.object({
  mode: z.enum([
    'MUTABLE',
    'IMMUTABLE',
    'IMMUTABLE_WITH_EXCLUSION',
    'MUTABLE_WITH_EXCLUSION',
  ]),
  exclusions: z.array(
    z.object({ filterType: z.literal('WILDCARD'), filter: z.string() }),
  ),
});

export const repositoryRecordSchema = z.object({
  name: z.string(),
  createdAt: z.coerce.date(),
  mutability: mutabilitySchema,
  scanOnPush: z.boolean(),
  encryption: z.object({ type: z.string(), kmsKey: z.string().optional() }),
  tags: z.record(z.string(), z.string()),
  lifecyclePolicy: z.string().optional(),
  policy: z.string().optional(),
});
export type RepositoryRecord = z.infer<typeof repositoryRecordSchema>;
