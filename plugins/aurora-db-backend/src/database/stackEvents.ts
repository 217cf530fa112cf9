import { environmentNameSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import { z } from 'zod';

/** Topic of Backstage's events service for stacks that were created, changed or deleted. */
export const auroraDbStackTopic = 'aurora-db.stack';

/** Schema of {@link StackEvent}. */
export const stackEventSchema = z.object({
  environment: environmentNameSchema,
  stackName: z.string(),
});

/** Payload of {@link auroraDbStackTopic}. */
export type StackEvent = z.infer<typeof stackEventSchema>;

/**
 * Announces a change of a stack to the rest of the portal. Never fails: other parts of the portal
 * also read stacks on a schedule.
 */
export async function announceStack(
  events: EventsService,
  event: StackEvent,
  logger: Pick<LoggerService, 'warn'>,
): Promise<void> {
  await events
    .publish({ topic: auroraDbStackTopic, eventPayload: event })
    .catch(error =>
      logger.warn(
        `Announcing the change of a stack to the portal failed: ${error}`,
      ),
    );
}
