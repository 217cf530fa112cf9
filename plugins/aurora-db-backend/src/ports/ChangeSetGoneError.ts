import { ConflictError } from '@backstage/errors';

/** CloudFormation shows no such change set. It drops the other change sets of a stack when it carries one out. */
export class ChangeSetGoneError extends ConflictError {
  constructor() {
    super(
      'The change set is gone: somebody else changed the stack meanwhile. Try again',
    );
    // Error handlers choose the status by this name.
    this.name = 'ConflictError';
  }
}
