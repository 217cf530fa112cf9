import { z } from 'zod';
import { validationError } from '../validationError';
import { checkTemplateFormat } from './checkTemplateFormat';
import { jsonSchema, type Json, type JsonObject } from './Json';
import { parseYaml } from './parseYaml';

export { jsonSchema, type Json, type JsonObject };

export const policySchema = z.enum([
  'Delete',
  'Retain',
  'RetainExceptOnCreate',
  'Snapshot',
]);

/** CloudFormation accepts text as a scalar of any type, and the other way round. */
const text = z.union([
  z.string(),
  z.union([z.number(), z.boolean()]).transform(String),
]);
const flag = z.union([z.boolean(), z.stringbool()]);

const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), jsonSchema).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), jsonSchema).optional(),
  DeletionPolicy: policySchema.optional(),
  UpdateReplacePolicy: policySchema
    .exclude(['RetainExceptOnCreate'])
    .optional(),
  // Types that take these two are not among those that can be created.
  CreationPolicy: jsonSchema.optional(),
  UpdatePolicy: jsonSchema.optional(),
});

const parameterSchema = z.strictObject({
  Type: z.string(),
  Default: jsonSchema.optional(),
  NoEcho: flag.optional(),
  AllowedValues: z.array(jsonSchema).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  Description: text.pipe(z.string().max(4000)).optional(),
  ConstraintDescription: text.optional(),
});

const outputSchema = z.strictObject({
  Value: jsonSchema,
  Description: text.pipe(z.string().max(1024)).optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: jsonSchema }).optional(),
});

const ruleSchema = z.strictObject({
  RuleCondition: jsonSchema.optional(),
  Assertions: z.array(
    z.strictObject({
      Assert: jsonSchema,
      AssertDescription: text.optional(),
    }),
  ),
});

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: text.optional(),
  Transform: z
    .union([z.string().transform(name => [name]), z.array(jsonSchema)])
    .default([]),
  Metadata: jsonSchema.optional(),
  Parameters: z.record(z.string(), parameterSchema).default({}),
  Rules: z.record(z.string(), ruleSchema).default({}),
  Mappings: z
    .record(z.string(), z.record(z.string(), z.record(z.string(), jsonSchema)))
    .default({}),
  Conditions: z.record(z.string(), jsonSchema).default({}),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateParameter = z.infer<typeof parameterSchema>;
export type TemplateResource = z.infer<typeof resourceSchema>;

/** The templates parsed last, by their text: an operation needs its template several times. */
const parsedLast = new Map<string, Template>();
const CACHED_TEMPLATES = 4;

/**
 * Parses a template in JSON or YAML (with the short forms of intrinsic functions). Throws AWS's
 * ValidationError if it is invalid. Callers must not change the result.
 */
export function parseTemplate(body: string): Template {
  const cached = parsedLast.get(body);
  const template = cached ?? parse(body);
  parsedLast.delete(body);
  parsedLast.set(body, template);
  const [oldest] = parsedLast.keys();
  if (oldest !== undefined && parsedLast.size > CACHED_TEMPLATES) {
    parsedLast.delete(oldest);
  }
  return template;
}

function parse(body: string): Template {
  const value = parseTemplateBody(body);
  checkTemplateFormat(value);
  const parsed = templateSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw validationError(
      `Template format error: [/${issue?.path.map(String).join('/')}] ${issue?.message}.`,
    );
  }
  return parsed.data;
}

function parseTemplateBody(body: string): Json {
  if (!body.trimStart().startsWith('{')) {
    return parseYaml(body);
  }
  try {
    return jsonSchema.parse(JSON.parse(body));
  } catch (error) {
    const position = /line (\d+) column (\d+)/.exec(String(error));
    throw validationError(
      `Template format error: JSON not well-formed. (line ${position?.[1] ?? 1}, column ${position?.[2] ?? 1})`,
    );
  }
}
