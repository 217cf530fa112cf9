import { environmentNameSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
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

/** Tells the rest of the portal of a change at once. Others learn of it by their schedule too: nothing fails over it. */
export async function announceStack(
  events: EventsService,
  event: StackEvent,
  logger: Pick<LoggerService, 'warn'>,
): Promise<void> {
  await events
    .publish({ topic: auroraDbStackTopic, eventPayload: event })
    .catch(error =>
      logger.warn(`The portal could not be told at once: ${error}`),
    );
}
