import { z } from 'zod';

/** Schema of {@link Snapshot}. @public */
export const snapshotSchema = z.object({
  id: z.string(),
  type: z.enum(['manual', 'automated']),
  status: z.string(),
  percentProgress: z.number(),
  createdAt: z.iso.datetime(),
  label: z.string().optional(),
  release: z.string().optional(),
  /** Entity reference of the user. */
  createdBy: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
  engineVersion: z.string(),
  sizeGiB: z.number().optional(),
});

/** A snapshot of a database's cluster. @public */
export type Snapshot = z.infer<typeof snapshotSchema>;
