import { environmentNameSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';

/** Topic of Backstage's events service on which stacks that appeared, changed or went are announced. */
export const auroraDbStackTopic = 'aurora-db.stack';

/** Schema of {@link StackEvent}. */
export const stackEventSchema = z.object({
  environment: environmentNameSchema,
  stackName: z.string(),
});

/** Payload of {@link auroraDbStackTopic}. */
export type StackEvent = z.infer<typeof stackEventSchema>;
