import {
  createMessage,
  type DatabaseOperation,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { StackProgress } from '../ports/DatabaseStackWriter';
import { firstFailure } from '../stacks/explainFailure';
import { runOfToken } from '../stacks/operationTokens';
import { isInProgress } from '../database/stackState';

interface Gathered {
  id: string;
  kind: 'create' | 'update' | 'delete';
  status: DatabaseOperation['status'];
  startedAt: Date;
  endedAt?: Date;
  events: StackProgress[];
}

const outcomes = {
  create: 'operation.created',
  update: 'operation.updated',
  delete: 'operation.deleted',
} as const;
const begins = /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/;
const succeeds = /^(CREATE|UPDATE|DELETE)_COMPLETE$/;

/**
 * Groups a stack's events into operations: one for each run of the portal, and one for each request
 * of other users.
 *
 * @param events - newest first, as CloudFormation returns them
 */
export function operationsOfEvents(
  events: readonly StackProgress[],
  stack: { restoredFrom?: string; createdBy?: string },
): DatabaseOperation[] {
  const gathered = new Map<string, Gathered>();
  for (const event of [...events].reverse()) {
    // One run can have several steps, e.g. create and then protect.
    const key = runOfToken(event.token ?? '') ?? event.token;
    if (key) {
      const operation = gathered.get(key) ?? begun(key, event);
      if (operation) {
        gathered.set(key, operation);
        add(operation, event);
      }
    }
  }
  return [...gathered.values()].map(operation => toOperation(operation, stack));
}

function begun(id: string, event: StackProgress): Gathered | undefined {
  const kind = kindOf(event);
  return (
    kind && { id, kind, status: 'running', startedAt: event.at, events: [] }
  );
}

function kindOf({
  ofStack,
  status,
}: StackProgress): Gathered['kind'] | undefined {
  if (!ofStack || !begins.test(status)) {
    return undefined;
  }
  if (status.startsWith('DELETE')) {
    return 'delete';
  }
  return status.startsWith('CREATE') ? 'create' : 'update';
}

function add(operation: Gathered, event: StackProgress): void {
  operation.events.push(event);
  if (!event.ofStack) {
    return;
  }
  const kind = kindOf(event);
  // CloudFormation deletes the stack after a failed or cancelled creation. That is the end of the
  // creation, not a deletion that a user requested.
  const isUndone =
    operation.kind === 'create' &&
    operation.status !== 'succeeded' &&
    event.status.startsWith('DELETE');
  if (kind && !isUndone) {
    operation.kind =
      operation.kind === 'create' && kind === 'update' ? 'create' : kind;
    operation.status = 'running';
    operation.endedAt = undefined;
  } else if (!isInProgress(event.status)) {
    operation.status =
      succeeds.test(event.status) && !isUndone ? 'succeeded' : 'failed';
    operation.endedAt = event.at;
  }
}

function toOperation(
  { id, kind, status, startedAt, endedAt, events }: Gathered,
  { restoredFrom, createdBy }: { restoredFrom?: string; createdBy?: string },
): DatabaseOperation {
  const source = kind === 'create' ? restoredFrom : undefined;
  const message = messageOf(kind, status, source, events);
  return {
    id,
    kind: operationKind(kind, source !== undefined),
    status,
    startedAt: startedAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(kind === 'create' && createdBy && { by: createdBy }),
    ...(message && { message }),
  };
}

function operationKind(
  kind: Gathered['kind'],
  isRestore: boolean,
): DatabaseOperation['kind'] {
  if (kind === 'delete') {
    return 'delete';
  }
  return isRestore ? 'restore' : 'deploy';
}

/** Returns undefined if there is no message yet. */
function messageOf(
  kind: Gathered['kind'],
  status: DatabaseOperation['status'],
  source: string | undefined,
  events: readonly StackProgress[],
): Message | undefined {
  if (status === 'failed') {
    return failureMessage(events);
  }
  if (source) {
    return createMessage('operation.restoredFrom', { source });
  }
  return status === 'succeeded' ? createMessage(outcomes[kind]) : undefined;
}

function failureMessage(events: readonly StackProgress[]): Message {
  const failed = firstFailure(events);
  const ofStack = events.find(({ ofStack: is, reason }) => is && reason);
  return createMessage('operation.failed', {
    what: failed ? `${failed.resource} (${failed.type})` : 'CloudFormation',
    reason:
      failed?.reason ?? ofStack?.reason ?? createMessage('failure.noReason'),
  });
}
