import { z } from 'zod';
import { messageSchema } from '../message';

/** Schema of {@link ErrorBody}. @public */
export const errorBodySchema = z.object({
  error: z.object({
    /** The class of the error, e.g. `NotAllowedError`. It decides the status. */
    name: z.string(),
    /** English. */
    message: z.string(),
    /** The same sentences, for translation. Absent for errors of Backstage itself. */
    messages: z.array(messageSchema).optional(),
  }),
  response: z.object({ statusCode: z.number().int() }),
});

/** The body of an answer that is an error, as `@backstage/errors` reads it. @public */
export type ErrorBody = z.infer<typeof errorBodySchema>;
