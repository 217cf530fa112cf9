import { z } from 'zod';

/** Schema of {@link RestoreSource}. @public */
export const restoreSourceSchema = z.union([
  z.strictObject({ snapshotId: z.string().min(1).max(255) }),
  z.strictObject({
    time: z.iso.datetime({
      offset: true,
      error: 'expected a time such as 2026-11-25T08:15:00Z',
    }),
  }),
  z.strictObject({ latest: z.literal(true) }),
]);

/** What to restore from: a snapshot, a time in the restorable window, or its end. @public */
export type RestoreSource = z.infer<typeof restoreSourceSchema>;
