import { z } from 'zod';
import { messageSchema } from '../message';
import { environmentInfoSchema } from './EnvironmentInfo';

/** Schema of {@link EnvironmentList}. @public */
export const environmentListSchema = z.object({
  /** The environments that can be used. */
  items: z.array(environmentInfoSchema),
  /**
   * Why no environment can be used: `auroraDb` of app-config is missing or invalid. All other routes
   * then answer 503 with this message. Absent if at least one environment can be used.
   */
  notConfigured: messageSchema.optional(),
  /**
   * The environments with an invalid configuration. They cannot be used until a platform engineer
   * corrects app-config and restarts the backend. Absent if there are none.
   */
  invalid: z
    .array(z.object({ name: z.string(), message: messageSchema }))
    .optional(),
});

/** The answer of `GET /environments`. @public */
export type EnvironmentList = z.infer<typeof environmentListSchema>;
