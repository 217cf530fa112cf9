import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from './userErrors';

/**
 * A quota of the AWS account is used up (HTTP status 409). Unlike after other conflicts, waiting
 * does not help.
 */
export class QuotaExceededError extends ConflictError {
  constructor(message: Message) {
    super(message);
    // Error handlers choose the HTTP status by this name.
    this.name = 'ConflictError';
  }
}
