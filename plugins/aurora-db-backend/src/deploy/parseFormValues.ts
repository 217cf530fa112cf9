import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Checks what a form sent, through an action or the REST API, against the contract. Forms send empty fields as empty strings: these count as left out.
 * Throws an InputError that names each wrong field, its value and what is expected instead.
 */
export function parseFormValues<T>(
  schema: z.ZodType<T>,
  input: Record<string, unknown>,
): T {
  const filled = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== '' && value !== null,
  );
  const parsed = schema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues.map(issue => describeIssue(issue, input)).join('; '),
    );
  }
  return parsed.data;
}

function describeIssue(
  { path, message }: z.core.$ZodIssue,
  input: Record<string, unknown>,
): string {
  const [field] = path;
  if (typeof field !== 'string') {
    return `input: ${message}`;
  }
  const value = input[field];
  if (value === undefined || value === '' || value === null) {
    return `${field} is missing`;
  }
  // Some of the contract's sentences begin with the field themselves.
  const sentence = message.startsWith(`${field} `)
    ? message
    : `${path.join('.')}: ${message}`;
  return `${sentence} (got ${JSON.stringify(value)})`;
}
