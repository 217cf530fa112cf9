import { z } from 'zod';

/** The configurations of a bucket, in the form of the API. */
const configurationsSchema = z.object({
  encryption: z.json().optional(),
  lifecycle: z.record(z.string(), z.json()).optional(),
  ownership: z.json().optional(),
  policy: z.string().optional(),
  publicAccess: z.json().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
export type BucketConfigurations = z.infer<typeof configurationsSchema>;

export const bucketRecordSchema = z.object({
  name: z.string(),
  createdAt: z.coerce.date(),
  /** Absent until versioning was enabled once. */
  versioning: z.enum(['Enabled', 'Suspended']).optional(),
  configurations: configurationsSchema,
});
export type BucketRecord = z.infer<typeof bucketRecordSchema>;
