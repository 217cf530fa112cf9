import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '../../ports/errors/userErrors';
import { awsErrorCode } from '../awsErrors';

/** CloudFormation has no error code for a missing stack. */
export function isMissingStack(error: unknown): boolean {
  return (
    awsErrorCode(error) === 'ValidationError' &&
    error instanceof Error &&
    /does not exist/.test(error.message)
  );
}

export function isMissingChangeSet(error: unknown): boolean {
  return /^ChangeSetNotFound(Exception)?$/.test(awsErrorCode(error) ?? '');
}

/** A used token means that this run has already started the operation. */
export function refuseUnlessBegun(error: unknown): void {
  if (!/^TokenAlreadyExists(Exception)?$/.test(awsErrorCode(error) ?? '')) {
    throw asConflict(error);
  }
}

/**
 * Converts the errors for a stack status that does not allow the call to ConflictErrors. Returns
 * other errors unchanged.
 */
export function asConflict(error: unknown): unknown {
  const isState =
    error instanceof Error &&
    (/^(InvalidChangeSetStatus(Exception)?|InvalidOperation(Exception)?|OperationInProgress(Exception)?|TokenAlreadyExists(Exception)?)$/.test(
      error.name,
    ) ||
      (error.name === 'ValidationError' &&
        /(_IN_PROGRESS|_FAILED|_COMPLETE)\b|TerminationProtection|cannot be created again|current stack status/.test(
          error.message,
        )));
  return isState
    ? new ConflictError(
        createMessage('error.awsState', { answer: error.message }),
      )
    : error;
}
