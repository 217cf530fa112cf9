import { ResponseError } from '@backstage/errors';

/** Whether the backend refused a call with an HTTP status. */
export function isRefusal(error: Error | undefined, status: number): boolean {
  return error instanceof ResponseError && error.statusCode === status;
}

/** Whether the user cannot see the database or it is gone. Older data must not be shown then. */
export function isFinalRefusal(error: Error | undefined): boolean {
  return isRefusal(error, 403) || isRefusal(error, 404);
}
