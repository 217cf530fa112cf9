import { z } from 'zod';

/**
 * The input with the text of each number and boolean that the schema declares as a string.
 * CloudFormation sends them so: `EngineVersion: 15.4` in YAML is a number.
 */
export function textOfScalars(
  schema: z.ZodType,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const { error } = schema.safeParse(input);
  const wrong = (error?.issues ?? []).filter(
    issue => issue.code === 'invalid_type' && issue.expected === 'string',
  );
  return wrong.reduce<Record<string, unknown>>(
    (before, { path }) => ({ ...before, ...asObject(withText(before, path)) }),
    input,
  );
}

function withText(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : value;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      index === key ? withText(item, rest) : item,
    );
  }
  const object = asObject(value);
  return { ...object, [key]: withText(object[String(key)], rest) };
}

function asObject(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
}
