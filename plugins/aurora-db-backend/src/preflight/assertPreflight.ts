import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightResult } from '../ports/PreflightResult';
import { ConflictError } from '../ports/errors/userErrors';

/**
 * Logs all results, one line each. Throws a ConflictError with the sentence of each that is not ok.
 */
export function assertPreflight(
  results: readonly PreflightResult[],
  log: (line: string) => void,
): void {
  for (const result of results) {
    log(describePreflight(result));
  }
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length > 0) {
    throw new ConflictError(...failed.map(({ message }) => message));
  }
}

/** A result as a log line. */
export function describePreflight(result: {
  check: string;
  ok: boolean;
  message?: Message;
}): string {
  const { check, ok, message } = result;
  return `Preflight: ${check}: ${ok ? '' : 'not ok: '}${message?.text}`;
}
