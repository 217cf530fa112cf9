import {
  createMessage,
  inputTexts,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What zod calls the types of values, as far as schemas of inputs have them. */
const typeCodes: Readonly<Record<string, MessageCode>> = {
  string: 'input.text',
  number: 'input.number',
  int: 'input.wholeNumber',
  boolean: 'input.boolean',
  array: 'input.list',
  tuple: 'input.list',
  object: 'input.object',
  record: 'input.object',
};

const isInputCode = (code: string): code is keyof typeof inputTexts =>
  Object.hasOwn(inputTexts, code);

/**
 * Returns a message for each issue. It names the field, the value and the expected value.
 *
 * @param input - what the schema refused
 */
export function inputMessages(error: z.ZodError, input: unknown): Message[] {
  return error.issues.map(issue => {
    if (issue.code === 'unrecognized_keys') {
      // The values may be secrets.
      return createMessage('input.unknown', {
        fields: issue.keys
          .map(key => [...issue.path, key].join('.'))
          .join(', '),
      });
    }
    const field = issue.path.join('.');
    if (!field) {
      return createMessage('input.body');
    }
    const value = valueAt(input, issue.path);
    return value === undefined
      ? createMessage('input.missing', { field })
      : createMessage('input.wrong', {
          field,
          problem: inputProblem(issue),
          value: JSON.stringify(value),
        });
  });
}

/** Returns what is wrong with a value, without naming the field or the value. */
export function inputProblem(issue: Issue): Message {
  const code = Object.keys(inputTexts)
    .filter(isInputCode)
    .find(known => inputTexts[known] === issue.message);
  if (code) {
    return createMessage(code);
  }
  switch (issue.code) {
    case 'invalid_type':
      return createMessage(typeCodes[issue.expected] ?? 'input.other');
    case 'invalid_value':
      return createMessage('input.oneOf', { values: issue.values.join(', ') });
    case 'too_small':
      return createMessage(
        issue.origin === 'string' ? 'input.tooShort' : 'input.tooSmall',
        { minimum: Number(issue.minimum) },
      );
    case 'too_big':
      return createMessage(
        issue.origin === 'string' ? 'input.tooLong' : 'input.tooLarge',
        { maximum: Number(issue.maximum) },
      );
    default:
      return createMessage('input.other');
  }
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Reflect.get(inner, key)
        : undefined,
    input,
  );
}
