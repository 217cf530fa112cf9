import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { OperationContext } from '../services/ChangeSetRunner';
import { auroraDbStackTopic, type StackEvent } from '../services/stackEvents';

/** What every action needs of Backstage. */
export interface ActionEnvironment {
  auditor: AuditorService;
  events: EventsService;
}

/** A task's log and cancel button for the services; tells the rest of the portal whenever the stack has changed. */
export function operationContext(
  ctx: Pick<ActionContext<JsonObject>, 'logger' | 'signal'>,
  events: EventsService,
  stack: StackEvent,
): OperationContext {
  return {
    log: line => ctx.logger.info(line),
    signal: ctx.signal,
    onStackChange: async () => {
      // Others learn of it by their schedule too; a deploy doesn't fail over it.
      await events
        .publish({ topic: auroraDbStackTopic, eventPayload: stack })
        .catch(error =>
          ctx.logger.warn(`The portal could not be told at once: ${error}`),
        );
    },
  };
}

/** Identifies a run: the task, and who it runs for. A task that somebody else retries is another run. */
export function runIdOf(
  taskId: string,
  credentials: BackstageCredentials,
): string {
  return JSON.stringify([taskId, credentials.principal]);
}

/** Runs a write and leaves an auditor event with its outcome. */
export async function audited<T>(
  auditor: AuditorService,
  eventId: string,
  meta: JsonObject,
  write: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta,
  });
  try {
    const result = await write();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
