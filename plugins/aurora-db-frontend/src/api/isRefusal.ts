import { ResponseError } from '@backstage/errors';

/** Whether the backend refused with an HTTP status. */
export function isRefusal(error: Error | undefined, status: number): boolean {
  return error instanceof ResponseError && error.statusCode === status;
}

/** Whether a database may not be seen, or is gone: what was read of it before is not shown any more. */
export function isFinalRefusal(error: Error | undefined): boolean {
  return isRefusal(error, 403) || isRefusal(error, 404);
}
