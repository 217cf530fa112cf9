import { z } from 'zod';

/** Schema of {@link ReleaseGate}. @public */
export const releaseGateSchema = z.object({
  /** Whether the release may proceed. */
  pass: z.boolean(),
  /** The newest manual snapshot that can be restored. */
  snapshotId: z.string().optional(),
  /** Whole minutes since the start of that snapshot. */
  ageMinutes: z.number().int().optional(),
  /** One English sentence for the log of a pipeline. */
  reason: z.string(),
});

/** Whether a database has a fresh snapshot and no running operation before a release. @public */
export type ReleaseGate = z.infer<typeof releaseGateSchema>;
