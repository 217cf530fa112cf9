import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
} from 'yaml';
import { z } from 'zod';
import { validationError } from '../validationError';

/** A value in JSON. */
export const jsonSchema = z.json();
export type Json = z.infer<typeof jsonSchema>;
export type JsonObject = { [key: string]: Json };

export const policySchema = z.enum([
  'Delete',
  'Retain',
  'RetainExceptOnCreate',
  'Snapshot',
]);

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), jsonSchema).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), jsonSchema).optional(),
  DeletionPolicy: policySchema.optional(),
  UpdateReplacePolicy: policySchema.optional(),
});

const parameterSchema = z.object({
  Type: z.string(),
  Default: jsonSchema.optional(),
  NoEcho: z.union([z.boolean(), z.stringbool()]).optional(),
  AllowedValues: z.array(jsonSchema).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  Description: z.string().optional(),
  ConstraintDescription: z.string().optional(),
});

const outputSchema = z.object({
  Value: jsonSchema,
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.object({ Name: jsonSchema }).optional(),
});

const templateSchema = z.object({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Transform: jsonSchema.optional(),
  Metadata: jsonSchema.optional(),
  Parameters: z.record(z.string(), parameterSchema).default({}),
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

/**
 * Parses a template in JSON or YAML (with the short forms of intrinsic functions). Throws AWS's
 * ValidationError if it is invalid.
 */
export function parseTemplate(body: string): Template {
  const value = parseTemplateBody(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw validationError('Template format error: unsupported structure.');
  }
  const resources = value.Resources;
  if (
    typeof resources !== 'object' ||
    resources === null ||
    Array.isArray(resources) ||
    Object.keys(resources).length === 0
  ) {
    throw validationError(
      'Template format error: At least one Resources member must be defined.',
    );
  }
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (!/^[a-zA-Z0-9]+$/.test(logicalId)) {
      throw validationError(
        `Template format error: Resource name ${logicalId} is non alphanumeric.`,
      );
    }
    if (
      typeof resource !== 'object' ||
      resource === null ||
      Array.isArray(resource) ||
      typeof resource.Type !== 'string'
    ) {
      throw validationError(
        `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    }
  }
  const parsed = templateSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw validationError(
      `Template format error: [/${issue?.path.map(String).join('/')}] ${issue?.message}.`,
    );
  }
  if (parsed.data.Transform !== undefined) {
    throw validationError(
      'aurora-db-local knows no transforms or macros: send the template that they make.',
    );
  }
  return parsed.data;
}

function parseTemplateBody(body: string): Json {
  if (body.trimStart().startsWith('{')) {
    try {
      return jsonSchema.parse(JSON.parse(body));
    } catch (error) {
      const position = /line (\d+) column (\d+)/.exec(String(error));
      throw validationError(
        `Template format error: JSON not well-formed. (line ${position?.[1] ?? 1}, column ${position?.[2] ?? 1})`,
      );
    }
  }
  // The AST keeps the tags (!Sub, !GetAtt …), which a plain conversion would drop with a warning.
  const document = parseDocument(body, { schema: 'core', logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const at = error.linePos?.[0];
    throw validationError(
      `Template format error: YAML not well-formed. (line ${at?.line ?? 1}, column ${at?.col ?? 1})`,
    );
  }
  return toJson(document.contents, document);
}

function toJson(node: unknown, document: Document): Json {
  if (isAlias(node)) {
    return toJson(node.resolve(document), document);
  }
  let value: Json;
  let tag: string | undefined;
  if (isMap(node)) {
    tag = node.tag;
    value = Object.fromEntries(
      node.items.map(({ key, value: item }) => [
        String(toJson(key, document)),
        toJson(item, document),
      ]),
    );
  } else if (isSeq(node)) {
    tag = node.tag;
    value = node.items.map(item => toJson(item, document));
  } else if (isScalar(node)) {
    tag = node.tag;
    value = jsonSchema.parse(node.value ?? null);
  } else {
    value = null;
  }
  return tag && /^![A-Z]/.test(tag) ? longForm(tag.slice(1), value) : value;
}

function longForm(name: string, value: Json): Json {
  if (name === 'Ref' || name === 'Condition') {
    return { [name]: value };
  }
  return { [`Fn::${name}`]: value };
}
