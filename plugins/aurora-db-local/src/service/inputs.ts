import { z } from 'zod';

/** A boolean in any protocol: a boolean, or `true` or `false` in upper or lower case. */
export const booleanInput = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true'], falsy: ['false'] }),
]);

/** A number in any protocol: a number, or its digits. */
export const numberInput = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'must be a number')
    .transform(Number),
]);

/** A whole number in any protocol: see {@link numberInput}. */
export const integerInput = numberInput.pipe(z.int());

/** A timestamp in any protocol: a Date (CBOR), epoch seconds (JSON), ISO 8601 (query). */
export const timestampInput = z.union([
  z.date(),
  z.number().transform(seconds => new Date(seconds * 1000)),
  z.iso
    .datetime({ offset: true, local: true })
    .transform(
      text => new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`),
    ),
]);

/** A list in any protocol. The query protocol sends an empty list as an empty string. */
export function listInput<T extends z.ZodType>(element: T) {
  return z.preprocess(value => (value === '' ? [] : value), z.array(element));
}
