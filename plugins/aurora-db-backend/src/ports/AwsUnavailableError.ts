import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Why AWS could not answer: our credentials were refused, they lack a permission, too many requests, no connection, or an
 * error on AWS's side.
 */
export type AwsUnavailableReason =
  'credentials' | 'access-denied' | 'throttled' | 'unreachable' | 'failing';

/** AWS could not answer, and the caller can't help it: 503. The message is safe to show. */
export class AwsUnavailableError extends ServiceUnavailableError {
  constructor(
    message: string,
    readonly reason: AwsUnavailableReason,
    readonly accountId: string,
  ) {
    super(message);
    // Error handlers choose the status by this name.
    this.name = 'ServiceUnavailableError';
  }
}

/** Whether AWS gave no answer for a reason that passes by itself. */
export function isPassing(error: unknown): error is AwsUnavailableError {
  return (
    error instanceof AwsUnavailableError &&
    ['throttled', 'unreachable', 'failing'].includes(error.reason)
  );
}
