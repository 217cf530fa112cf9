import { PoolExhaustedError } from './AuroraPool.ts';
import { WritesStoppedError } from './Database.ts';
import { DeadlineExceededError } from './deadline.ts';
import {
  isGivenUp,
  isRefusedLogin,
  tookTooLongForServer,
  transientError,
} from './transientErrors.ts';

/** Why a request can't be answered now, for the client, and when it may try again, in seconds. */
export interface Unavailability {
  reason: string;
  retryAfter: number;
}

/** What a client may be told of an error that passes by itself; undefined for every other error. */
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

/** An error of the AWS SDK. Those that stay have become a ConfigurationError before. */
function isFromAws(error: unknown): boolean {
  return error instanceof Error && '$metadata' in error;
}
