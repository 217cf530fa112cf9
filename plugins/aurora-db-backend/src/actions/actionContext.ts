import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { OperationContext } from '../stacks/ChangeSetRunner';
import { announceStack, type StackEvent } from '../database/stackEvents';

/** A task's log and cancel button for the services; tells the rest of the portal whenever the stack has changed. */
export function operationContext(
  ctx: Pick<ActionContext<JsonObject>, 'logger' | 'signal'>,
  events: EventsService,
  stack: StackEvent,
): OperationContext {
  return {
    log: line => ctx.logger.info(line),
    signal: ctx.signal,
    onStackChange: () => announceStack(events, stack, ctx.logger),
  };
}

/** Identifies a run: the task, and who it runs for. A task that somebody else retries is another run. */
export function runIdOf(
  taskId: string,
  credentials: BackstageCredentials,
): string {
  return JSON.stringify([taskId, credentials.principal]);
}
