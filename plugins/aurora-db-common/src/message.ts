import { z } from 'zod';

/**
 * A sentence for a user. `text` is English. A frontend translates `code`, `params` and `details`.
 * @public
 */
export type Message = {
  code: string;
  params?: Record<string, string | number>;
  /** The parameters that are messages. `params` has their English texts. */
  details?: Record<string, Message[]>;
  text: string;
};

/** Schema of {@link Message}. @public */
export const messageSchema: z.ZodType<Message> = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  details: z
    .record(z.string(), z.array(z.lazy(() => messageSchema)))
    .optional(),
  text: z.string(),
});
