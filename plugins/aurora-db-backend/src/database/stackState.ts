import {
  createMessage,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** What a deploy can do with a stack. */
export type StackState =
  /** The stack can be updated. */
  | { kind: 'updatable' }
  /** A change set was made and not executed. No resource exists yet. */
  | { kind: 'reviewed' }
  /** The creation failed and was rolled back. Only the name is taken. */
  | { kind: 'undone' }
  /** An operation is in progress and ends by itself. */
  | { kind: 'busy'; reason: Message }
  /** A user has to act first. */
  | { kind: 'stuck'; reason: Message };

const busyWith: Readonly<Record<string, MessageCode>> = {
  CREATE_IN_PROGRESS: 'stack.activity.creating',
  ROLLBACK_IN_PROGRESS: 'stack.activity.rollingBackCreation',
  DELETE_IN_PROGRESS: 'stack.activity.deleting',
  UPDATE_IN_PROGRESS: 'stack.activity.updating',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'stack.activity.cleaningUp',
  UPDATE_ROLLBACK_IN_PROGRESS: 'stack.activity.rollingBack',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS:
    'stack.activity.cleaningUpRollback',
  IMPORT_IN_PROGRESS: 'stack.activity.importing',
  IMPORT_ROLLBACK_IN_PROGRESS: 'stack.activity.rollingBackImport',
};

const stuckBecause: Readonly<Record<string, MessageCode>> = {
  CREATE_FAILED: 'stack.createFailed',
  ROLLBACK_FAILED: 'stack.rollbackFailed',
  DELETE_FAILED: 'stack.deleteFailed',
  UPDATE_FAILED: 'stack.updateFailed',
  UPDATE_ROLLBACK_FAILED: 'stack.updateRollbackFailed',
  IMPORT_ROLLBACK_FAILED: 'stack.importRollbackFailed',
};

const updatable: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/**
 * Returns what a deploy can do with a stack in this status. Source: CloudFormation user guide,
 * "Stack status codes".
 */
export function stackState(stackName: string, status: string): StackState {
  if (updatable.has(status)) {
    return { kind: 'updatable' };
  }
  if (status === 'REVIEW_IN_PROGRESS') {
    return { kind: 'reviewed' };
  }
  if (status === 'ROLLBACK_COMPLETE') {
    return { kind: 'undone' };
  }
  if (isInProgress(status)) {
    const activity = createMessage(busyWith[status] ?? 'stack.activity.other', {
      stackStatus: status,
    });
    return {
      kind: 'busy',
      reason: createMessage('stack.busy', { stackName, activity }),
    };
  }
  return {
    kind: 'stuck',
    reason: createMessage(stuckBecause[status] ?? 'stack.otherState', {
      stackName,
      stackStatus: status,
    }),
  };
}

/** Whether CloudFormation is changing a stack in this status. */
export function isInProgress(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
