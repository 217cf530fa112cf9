import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Validates a caller's input. Throws an InputError that names each wrong value and the expected
 * one.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  throw new InputError(
    parsed.error.issues
      .map(({ path, message }) => {
        const value = path.reduce<unknown>(
          (inner, key) =>
            typeof inner === 'object' && inner !== null
              ? Reflect.get(inner, key)
              : undefined,
          input,
        );
        return `${path.join('.')} ${JSON.stringify(value) ?? 'is missing'}: ${message}`;
      })
      .join('; '),
  );
}
