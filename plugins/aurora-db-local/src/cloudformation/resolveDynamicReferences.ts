import { z } from 'zod';
import type { Tag } from './StackRecord';
import type { Json, JsonObject } from './template/parseTemplate';
import { validationError } from './validationError';

const pattern = /\{\{resolve:([^}]+)\}\}/g;
const jsonSecretSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
);

/** Reads the services to which dynamic references point. */
export interface ReferenceReader {
  /** The SecretString of a secret. */
  secret(
    secretId: string,
    version: { VersionStage?: string; VersionId?: string },
  ): Promise<string>;
  /** The value of a parameter of Systems Manager, which may have a version: `name:3`. */
  parameter(name: string, isSecure: boolean): Promise<string>;
}

/**
 * Resolves every `{{resolve:secretsmanager:…}}` and `{{resolve:ssm:…}}` in properties. Only handlers may see the result.
 */
export async function resolveDynamicReferences(
  properties: JsonObject,
  read: ReferenceReader,
): Promise<JsonObject> {
  const entries = Object.entries(properties).map(
    async ([key, value]): Promise<[string, Json]> => [
      key,
      await resolveValue(value, read),
    ],
  );
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Resolves the references in the tags of a resource. Those that are tags of the whole stack are not
 * part of the template, and stay as they are.
 */
export async function resolveTags(
  tags: readonly Tag[],
  stackTags: readonly Tag[],
  read: ReferenceReader,
): Promise<Tag[]> {
  const isOfStack = ({ Key, Value }: Tag) =>
    stackTags.some(tag => tag.Key === Key && tag.Value === Value);
  return Promise.all(
    tags.map(async tag =>
      isOfStack(tag)
        ? tag
        : {
            Key: await resolveText(tag.Key, read),
            Value: await resolveText(tag.Value, read),
          },
    ),
  );
}

async function resolveValue(value: Json, read: ReferenceReader): Promise<Json> {
  if (Array.isArray(value)) {
    return Promise.all(value.map(item => resolveValue(item, read)));
  }
  if (typeof value === 'object' && value !== null) {
    return resolveDynamicReferences(value, read);
  }
  return typeof value === 'string' ? resolveText(value, read) : value;
}

async function resolveText(
  text: string,
  read: ReferenceReader,
): Promise<string> {
  let resolved = text;
  for (const [reference, body] of text.matchAll(pattern)) {
    const secret = await resolveReference(body ?? '', read);
    resolved = resolved.replace(reference, () => secret);
  }
  return resolved;
}

async function resolveReference(
  body: string,
  read: ReferenceReader,
): Promise<string> {
  const [service, ...parts] = body.split(':');
  if (service === 'ssm' || service === 'ssm-secure') {
    return read.parameter(parts.join(':'), service === 'ssm-secure');
  }
  if (service !== 'secretsmanager') {
    throw validationError(
      `Dynamic references are of secretsmanager, ssm and ssm-secure, not of '${service}'.`,
    );
  }
  // An ARN has seven parts, separated by colons.
  const idParts = parts[0] === 'arn' ? 7 : 1;
  const secretId = parts.slice(0, idParts).join(':');
  const [field = 'SecretString', key = '', VersionStage, VersionId] =
    parts.slice(idParts);
  if (field !== 'SecretString') {
    throw validationError(
      `Invalid dynamic reference to ${secretId}: only SecretString is supported, not ${field}.`,
    );
  }
  const text = await read.secret(secretId, {
    VersionStage: VersionStage || undefined,
    VersionId: VersionId || undefined,
  });
  if (key === '') {
    return text;
  }
  const value = parseSecret(text)?.[key];
  if (value === undefined) {
    throw validationError(
      `Could not find a value associated with JSONKey in SecretString`,
    );
  }
  return String(value);
}

function parseSecret(
  text: string,
): z.infer<typeof jsonSecretSchema> | undefined {
  try {
    return jsonSecretSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // The parser's message would quote the secret.
    throw validationError('Could not parse SecretString JSON');
  }
}
