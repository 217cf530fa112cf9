import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ServiceUnavailableError } from './userErrors';

/**
 * Why AWS could not answer: AWS refused the credentials, a permission is missing, AWS throttles,
 * there is no connection, or AWS has an error.
 */
export type AwsUnavailableReason =
  'credentials' | 'access-denied' | 'throttled' | 'unreachable' | 'failing';

/** AWS could not answer. The caller cannot fix it, so the HTTP status is 503. */
export class AwsUnavailableError extends ServiceUnavailableError {
  constructor(
    message: Message,
    readonly reason: AwsUnavailableReason,
    readonly accountId: string,
  ) {
    super(message);
    // Error handlers choose the HTTP status by this name.
    this.name = 'ServiceUnavailableError';
  }
}

/** Whether AWS gave no answer for a temporary reason. */
export function isPassing(error: unknown): error is AwsUnavailableError {
  return (
    error instanceof AwsUnavailableError &&
    ['throttled', 'unreachable', 'failing'].includes(error.reason)
  );
}
