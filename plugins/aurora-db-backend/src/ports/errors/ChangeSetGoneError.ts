import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from './userErrors';

/**
 * CloudFormation has no such change set. It deletes the other change sets of a stack when it
 * executes one.
 */
export class ChangeSetGoneError extends ConflictError {
  constructor() {
    super(createMessage('error.changeSetGone'));
    // Error handlers choose the HTTP status by this name.
    this.name = 'ConflictError';
  }
}
