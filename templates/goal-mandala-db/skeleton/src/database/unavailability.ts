import { PoolExhaustedError } from './AuroraPool.ts';
import { WritesStoppedError } from './Database.ts';
import { DeadlineExceededError } from './deadline.ts';
import {
  isGivenUp,
  isRefusedLogin,
  tookTooLongForServer,
  transientError,
} from './transientErrors.ts';

/** The reason for the client, and the seconds until it may try again. */
export interface Unavailability {
  reason: string;
  retryAfter: number;
}

/** Returns what a client may know of a transient error, or undefined for all other errors. */
export function unavailability(error: unknown): Unavailability | undefined {
  if (error instanceof WritesStoppedError) {
    return {
      reason: 'Changes are stopped for maintenance; reading goes on',
      retryAfter: 60,
    };
  }
  if (error instanceof PoolExhaustedError) {
    return { reason: 'Too many requests at once', retryAfter: 2 };
  }
  const passes =
    error instanceof DeadlineExceededError ||
    isGivenUp(error) ||
    tookTooLongForServer(error) ||
    isRefusedLogin(error) ||
    transientError(error) !== undefined ||
    isFromAws(error);
  return passes
    ? { reason: 'The database did not answer in time', retryAfter: 2 }
    : undefined;
}

/** An error of the AWS SDK. Lasting ones are ConfigurationErrors already. */
function isFromAws(error: unknown): boolean {
  return error instanceof Error && '$metadata' in error;
}
