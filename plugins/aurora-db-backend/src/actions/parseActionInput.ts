import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Checks an action's input against the contract. Forms send empty fields as empty strings: these count as left out.
 * Throws an InputError that names each wrong field and what is expected instead.
 */
export function parseActionInput<T>(
  schema: z.ZodType<T>,
  input: Record<string, unknown>,
): T {
  const filled = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== '' && value !== null,
  );
  const parsed = schema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue => `${issue.path.join('.') || 'input'}: ${issue.message}`)
        .join('; '),
    );
  }
  return parsed.data;
}
