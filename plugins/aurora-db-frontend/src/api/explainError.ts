import { ResponseError } from '@backstage/errors';

/** Why a call failed: the sentence of the backend where it refused, else what the browser says. */
export function explainError(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
