import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { OperationContext } from '../stacks/ChangeSetRunner';
import { announceStack, type StackEvent } from '../database/stackEvents';

/** Connects the services to a task's log and cancel button. Announces every change of the stack. */
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

/** Identifies a run by its task and user. If another user retries the task, that is another run. */
export function runIdOf(
  taskId: string,
  credentials: BackstageCredentials,
): string {
  return JSON.stringify([taskId, credentials.principal]);
}
