import { z } from 'zod';
import { messageSchema } from '../message';
import { readinessCheckNameSchema } from '../readinessTexts';

/** Schema of {@link Remedy}. @public */
export const remedySchema = z.object({
  /** A shell command, a statement of an IAM policy, or lines of app-config. */
  kind: z.enum(['command', 'policy', 'config']),
  text: z.string(),
});

/** A way out of a failed check that a platform engineer can copy. @public */
export type Remedy = z.infer<typeof remedySchema>;

/** Schema of {@link Readiness}. @public */
export const readinessSchema = z.object({
  /** ARN of the identity that the portal has in the environment; absent if STS does not tell it. */
  role: z.string().optional(),
  items: z.array(
    z.object({
      // A string, because a newer backend may have further checks.
      check: readinessCheckNameSchema.or(z.string()),
      /** Null if it could not be found out. */
      ok: z.boolean().nullable(),
      message: messageSchema.optional(),
      remedy: remedySchema.optional(),
    }),
  ),
});

/** Whether the portal can work in an environment. @public */
export type Readiness = z.infer<typeof readinessSchema>;
