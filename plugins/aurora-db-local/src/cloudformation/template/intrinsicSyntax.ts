import { validationError } from '../validationError';
import type { Json, JsonObject } from './parseTemplate';

/** The only member of an object if it names a function: `Ref`, `Condition` or `Fn::…`. */
export function intrinsicOf(
  value: JsonObject,
): { name: string; argument: Json } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) {
    return undefined;
  }
  const [name, argument] = entry;
  if (name === 'Ref' && typeof argument !== 'string') {
    throw validationError(
      'Template error: every Ref object must have a single String value.',
    );
  }
  const isFunction =
    name.startsWith('Fn::') ||
    name === 'Ref' ||
    (name === 'Condition' && typeof argument === 'string');
  return isFunction ? { name, argument } : undefined;
}

/** `Logical.Attribute` or `[Logical, Attribute]`, which Fn::GetAtt accepts. */
export function attributeReference(argument: Json): {
  logicalId: string;
  attribute: Json;
} {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0) {
      return {
        logicalId: argument.slice(0, dot),
        attribute: argument.slice(dot + 1),
      };
    }
  }
  if (Array.isArray(argument)) {
    const [logicalId, attribute] = argument;
    if (typeof logicalId === 'string' && attribute !== undefined) {
      return { logicalId, attribute };
    }
  }
  throw validationError(
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  );
}

/** The names between `${` and `}` in a string of Fn::Sub, without `${!Literal}`. */
export function substitutionNames(template: string): string[] {
  return Array.from(template.matchAll(/\$\{([^!}][^}]*)\}/g), match =>
    (match[1] ?? '').trim(),
  );
}
