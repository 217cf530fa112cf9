/** What a deploy can do with a stack. */
export type StackState =
  /** The stack can be updated. */
  | { kind: 'updatable' }
  /** A change set was made and not executed. No resource exists yet. */
  | { kind: 'reviewed' }
  /** The creation failed and was rolled back. Only the name is taken. */
  | { kind: 'undone' }
  /** An operation is in progress and ends by itself. */
  | { kind: 'busy'; reason: string }
  /** A user has to act first. */
  | { kind: 'stuck'; reason: string };

const busyWith: Readonly<Record<string, string>> = {
  CREATE_IN_PROGRESS: 'is being created',
  ROLLBACK_IN_PROGRESS: 'is being rolled back after a failed creation',
  DELETE_IN_PROGRESS: 'is being deleted',
  UPDATE_IN_PROGRESS: 'is being updated',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'is being cleaned up after an update',
  UPDATE_ROLLBACK_IN_PROGRESS: 'is being rolled back after a failed update',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS:
    'is being cleaned up after an update that was rolled back',
  IMPORT_IN_PROGRESS: 'has resources being imported',
  IMPORT_ROLLBACK_IN_PROGRESS: 'has an import being rolled back',
};

const stuckBecause: Readonly<Record<string, string>> = {
  CREATE_FAILED:
    'could not be created and was not rolled back. Delete it with aurora:database:delete and deploy again',
  ROLLBACK_FAILED:
    'could not be created, and rolling back failed too. Delete it with aurora:database:delete and deploy again',
  DELETE_FAILED:
    'could not be deleted wholly. Look at its events, remove what holds it, and delete it with aurora:database:delete again',
  UPDATE_FAILED:
    "could not be updated and was not rolled back. Roll it back in CloudFormation's console and deploy again",
  UPDATE_ROLLBACK_FAILED:
    "could not be updated, and rolling back failed too. Use “Continue update rollback” in CloudFormation's console and deploy again",
  IMPORT_ROLLBACK_FAILED:
    "has a failed import. Finish its rollback in CloudFormation's console and deploy again",
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
  const activity =
    busyWith[status] ??
    (isInProgress(status) ? `is in state ${status}` : undefined);
  return activity
    ? {
        kind: 'busy',
        reason: `Stack ${stackName} ${activity}. Wait until that operation ends, and try again`,
      }
    : {
        kind: 'stuck',
        reason: `Stack ${stackName} ${stuckBecause[status] ?? `is in state ${status}, in which it can't be changed. Look at it in CloudFormation's console`}`,
      };
}

/** Whether CloudFormation is changing a stack in this status. */
export function isInProgress(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
