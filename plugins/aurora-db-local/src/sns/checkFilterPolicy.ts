import { z } from 'zod';
import { invalidAttribute, parseAttribute } from './invalidParameter';

/** SNS's limits of a filter policy. */
const maxKeys = 5;
const maxCombinations = 150;

const text = z.string();
const plain = z.union([text, z.number()]);
const textOperators = z.union([
  z.strictObject({ prefix: text }),
  z.strictObject({ suffix: text }),
  z.strictObject({ wildcard: text }),
  z.strictObject({ 'equals-ignore-case': text }),
]);

const numeric = z.union([
  z.tuple([z.enum(['=', '<', '<=', '>', '>=']), z.number()]),
  z
    .tuple([z.enum(['>', '>=']), z.number(), z.enum(['<', '<=']), z.number()])
    .refine(([, bottom, , top]) => bottom < top),
]);

/** What an attribute or a field may be compared with. */
const match = z.union([
  plain,
  z.boolean(),
  z.null(),
  textOperators,
  z.strictObject({ cidr: text }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ numeric }),
  z.strictObject({
    'anything-but': z.union([plain, z.array(plain).min(1), textOperators]),
  }),
]);

/**
 * Throws SNS's error for a filter policy that is not valid. Only a policy for the body of messages
 * can be nested.
 */
export function checkFilterPolicy(policy: string, scope: string): void {
  const isBody = scope === 'MessageBody';
  const lists: number[] = [];

  const check = (level: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(level)) {
      const alternatives = key === '$or' ? asList(value) : undefined;
      if (alternatives) {
        if (alternatives.length < 2) {
          throw invalid('$or needs a list of at least two policies.');
        }
        alternatives.forEach(one => check(objectOf(one, key)));
      } else if (Array.isArray(value)) {
        if (value.length === 0) {
          throw invalid(`Empty arrays are not allowed: "${key}".`);
        }
        value.forEach(checkMatch);
        lists.push(value.length);
      } else {
        const nested = objectOf(value, key);
        if (!isBody) {
          throw invalid(
            'Filter policy scope MessageAttributes does not support nested filter policy',
          );
        }
        check(nested);
      }
    }
  };

  check(parseAttribute('FilterPolicy', policy));
  if (lists.length > maxKeys) {
    throw invalid(`Filter policy can not have more than ${maxKeys} keys`);
  }
  if (
    lists.reduce((product, length) => product * length, 1) > maxCombinations
  ) {
    throw invalid('Filter policy is too complex');
  }
}

function checkMatch(value: unknown): void {
  if (match.safeParse(value).success) {
    return;
  }
  throw invalid(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? `Unrecognized match ${JSON.stringify(value)}`
      : 'Match value must be String, number, true, false, or null',
  );
}

function asList(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function objectOf(value: unknown, key: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`"${key}" must be an object or an array`);
  }
  return { ...value };
}

function invalid(problem: string) {
  return invalidAttribute('FilterPolicy', problem);
}
