import { ConflictError } from '@backstage/errors';

/** A quota of the AWS account is used up: 409. Waiting does not help, unlike after other conflicts. */
export class QuotaExceededError extends ConflictError {
  constructor(message: string) {
    super(message);
    // Error handlers choose the status by this name.
    this.name = 'ConflictError';
  }
}
