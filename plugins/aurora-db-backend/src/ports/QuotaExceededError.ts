import { ConflictError } from '@backstage/errors';

/**
 * A quota of the AWS account is used up (HTTP status 409). Unlike after other conflicts, waiting
 * does not help.
 */
export class QuotaExceededError extends ConflictError {
  constructor(message: string) {
    super(message);
    // Error handlers choose the HTTP status by this name.
    this.name = 'ConflictError';
  }
}
