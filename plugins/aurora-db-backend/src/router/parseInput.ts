import type { z } from 'zod';
import { inputMessages } from '../ports/errors/inputMessages';
import { InputError } from '../ports/errors/userErrors';

/**
 * Validates a caller's input. Throws an InputError that names each wrong value and the expected
 * one.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  throw new InputError(...inputMessages(parsed.error, input));
}
