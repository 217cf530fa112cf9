import type { z } from 'zod';
import { inputMessages } from '../ports/errors/inputMessages';
import { InputError } from '../ports/errors/userErrors';

/**
 * Validates the values of a form, which come through an action or the REST API. Forms send empty
 * fields as empty strings: these count as absent.
 * Throws an InputError that names each wrong field, its value and what is expected instead.
 */
export function parseFormValues<T>(
  schema: z.ZodType<T>,
  input: Record<string, unknown>,
): T {
  const filled = Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => value !== undefined && value !== '' && value !== null,
    ),
  );
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    throw new InputError(...inputMessages(parsed.error, filled));
  }
  return parsed.data;
}
