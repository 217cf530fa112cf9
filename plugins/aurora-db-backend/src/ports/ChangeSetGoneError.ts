import { ConflictError } from '@backstage/errors';

/**
 * CloudFormation has no such change set. It deletes the other change sets of a stack when it
 * executes one.
 */
export class ChangeSetGoneError extends ConflictError {
  constructor() {
    super(
      'The change set is gone: another user or process changed the stack meanwhile. Try again',
    );
    // Error handlers choose the HTTP status by this name.
    this.name = 'ConflictError';
  }
}
