import { z } from 'zod';

/** Tags by key, with AWS's limits. */
export const tagsRecord = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .refine(tags => Object.keys(tags).length <= 50, 'contains more than 50 tags');
