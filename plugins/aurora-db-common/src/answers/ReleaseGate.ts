import { z } from 'zod';

/** Schema of {@link ReleaseGate}. @public */
export const releaseGateSchema = z.object({
  /** Whether the release may go ahead. */
  pass: z.boolean(),
  /** The newest manual snapshot that can be restored. */
  snapshotId: z.string().optional(),
  /** Whole minutes since that snapshot was begun. */
  ageMinutes: z.number().int().optional(),
  /** One sentence, in English: it is read in the log of a pipeline. */
  reason: z.string(),
});

/** Whether a database has a fresh snapshot and no running operation before a release. @public */
export type ReleaseGate = z.infer<typeof releaseGateSchema>;
