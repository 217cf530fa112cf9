import { ResponseError } from '@backstage/errors';

/**
 * Returns why a call failed: the backend's message if it refused the call, otherwise the browser's.
 */
export function explainError(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
