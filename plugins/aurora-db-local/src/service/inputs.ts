import { z } from 'zod';

/** A boolean as any protocol brings it: itself, or `true`/`false` in letters of any case. */
export const booleanInput = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true'], falsy: ['false'] }),
]);

/** A number as any protocol brings it: itself, or its digits. */
export const numberInput = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'must be a number')
    .transform(Number),
]);

/** As {@link numberInput}, whole numbers only. */
export const integerInput = numberInput.pipe(z.int());

/** A timestamp as any protocol brings it: a Date (CBOR), epoch seconds (JSON), ISO 8601 (query). */
export const timestampInput = z.union([
  z.date(),
  z.number().transform(seconds => new Date(seconds * 1000)),
  z.iso
    .datetime({ offset: true, local: true })
    .transform(
      text => new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`),
    ),
]);

/** A list as any protocol brings it: the query protocol sends an empty one as an empty string. */
export function listInput<T extends z.ZodType>(element: T) {
  return z.preprocess(value => (value === '' ? [] : value), z.array(element));
}
