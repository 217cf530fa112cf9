import { z } from 'zod';
import { inputTexts } from '../inputTexts';
import { snapshotIdSchema } from './snapshotId';

/** Schema of {@link RestoreSource}. @public */
export const restoreSourceSchema = z.union(
  [
    z.strictObject({ snapshotId: snapshotIdSchema }),
    z.strictObject({
      time: z.iso.datetime({
        offset: true,
        error: inputTexts['input.time'],
      }),
    }),
    z.strictObject({ latest: z.literal(true) }),
  ],
  { error: inputTexts['input.restoreSource'] },
);

/**
 * The source of a restore: a snapshot, a time in the restorable window, or the window's end.
 *
 * @public
 */
export type RestoreSource = z.infer<typeof restoreSourceSchema>;
