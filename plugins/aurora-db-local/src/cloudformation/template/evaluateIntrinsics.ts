import { validationError } from '../validationError';
import { isSameValue } from './isSameValue';
import type { Json, JsonObject, Template } from './parseTemplate';

/** AWS's placeholder in a change set for a value that only the execution knows. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** The values that a template's references resolve to. */
export interface EvaluationScope {
  template: Template;
  /** Template parameters and pseudo parameters, with their final values. */
  parameters: Readonly<Record<string, Json>>;
  ref(logicalId: string): Json;
  attribute(logicalId: string, attribute: string): Json;
  importValue(name: string): string;
  availabilityZones: readonly string[];
}

type IntrinsicFunction = (
  argument: Json,
  scope: EvaluationScope,
) => Json | undefined;

const functions: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => reference(String(argument), scope),
  Condition: (argument, scope) => evaluateCondition(String(argument), scope),
  'Fn::GetAtt': (argument, scope) => {
    const { logicalId, attribute } = attributeReference(argument);
    return scope.attribute(logicalId, text(attribute, scope, 'Fn::GetAtt'));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument)
      ? argument
      : [argument, {}];
    if (
      typeof template !== 'string' ||
      typeof variables !== 'object' ||
      variables === null ||
      Array.isArray(variables)
    ) {
      throw validationError(
        "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
      );
    }
    const own = evaluateObject(variables, scope);
    return template.replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
      if (inner.startsWith('!')) {
        return `\${${inner.slice(1)}}`;
      }
      const name = inner.trim();
      const value = Object.hasOwn(own, name)
        ? own[name]
        : substitution(name, scope);
      return scalarText(value, 'Fn::Sub');
    });
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, items] = pair(argument, 'Fn::Join');
    if (typeof delimiter !== 'string') {
      throw malformed('Fn::Join');
    }
    const values = evaluateIntrinsics(items, scope);
    if (values === KNOWN_AFTER_APPLY) {
      return values;
    }
    if (!Array.isArray(values)) {
      throw malformed('Fn::Join');
    }
    return values.map(item => scalarText(item, 'Fn::Join')).join(delimiter);
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = pair(argument, 'Fn::Select');
    const values = evaluateIntrinsics(items, scope);
    if (values === KNOWN_AFTER_APPLY) {
      return values;
    }
    const position = Number(text(index, scope, 'Fn::Select'));
    if (!Array.isArray(values) || !Number.isInteger(position)) {
      throw malformed('Fn::Select');
    }
    const value = values[position];
    if (value === undefined) {
      if (values.some(item => String(item).includes(KNOWN_AFTER_APPLY))) {
        return KNOWN_AFTER_APPLY;
      }
      throw validationError(
        `Template error: Fn::Select  cannot select nonexistent value at index ${position}`,
      );
    }
    return value;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = pair(argument, 'Fn::Split');
    return text(source, scope, 'Fn::Split').split(
      text(delimiter, scope, 'Fn::Split'),
    );
  },
  'Fn::FindInMap': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw malformed('Fn::FindInMap');
    }
    const [map, top, second] = argument.map(item =>
      text(item, scope, 'Fn::FindInMap'),
    );
    const value =
      scope.template.Mappings[map ?? '']?.[top ?? '']?.[second ?? ''];
    if (value === undefined) {
      throw validationError(
        `Template error: Unable to get mapping for ${map}::${top}::${second}`,
      );
    }
    return value;
  },
  'Fn::ImportValue': (argument, scope) =>
    scope.importValue(text(argument, scope, 'Fn::ImportValue')),
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(argument, scope, 'Fn::Base64')).toString('base64'),
  'Fn::GetAZs': (_, scope) => [...scope.availabilityZones],
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw validationError(
        'Template error: Fn::If requires a list argument with three elements',
      );
    }
    const [name, whenTrue, whenFalse] = argument;
    return evaluateIntrinsics(
      (evaluateCondition(String(name), scope) ? whenTrue : whenFalse) ?? null,
      scope,
    );
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair(argument, 'Fn::Equals').map(item =>
      evaluateIntrinsics(item, scope),
    );
    return isSameValue(left, right);
  },
  'Fn::And': (argument, scope) =>
    list(argument, 'Fn::And').every(item =>
      isTrue(evaluateIntrinsics(item, scope)),
    ),
  'Fn::Or': (argument, scope) =>
    list(argument, 'Fn::Or').some(item =>
      isTrue(evaluateIntrinsics(item, scope)),
    ),
  'Fn::Not': (argument, scope) =>
    !isTrue(evaluateIntrinsics(list(argument, 'Fn::Not')[0] ?? false, scope)),
};

/** The value with every intrinsic function evaluated; `undefined` for `AWS::NoValue`. */
export function evaluateIntrinsics(
  value: Json,
  scope: EvaluationScope,
): Json | undefined {
  if (Array.isArray(value)) {
    return value
      .map(item => evaluateIntrinsics(item, scope))
      .filter(item => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic) {
    const { name, argument } = intrinsic;
    const apply = functions[name];
    if (!apply) {
      throw validationError(
        `Template error: Unrecognized or unsupported intrinsic function ${name}`,
      );
    }
    return apply(argument, scope);
  }
  return evaluateObject(value, scope);
}

export function evaluateObject(
  value: JsonObject,
  scope: EvaluationScope,
): JsonObject {
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const evaluated = evaluateIntrinsics(item, scope);
    if (evaluated !== undefined) {
      result[key] = evaluated;
    }
  }
  return result;
}

/** The only member of an object if it names a function: `Ref`, `Condition` or `Fn::…`. */
export function intrinsicOf(
  value: JsonObject,
): { name: string; argument: Json } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) {
    return undefined;
  }
  const [name, argument] = entry;
  const isFunction =
    name.startsWith('Fn::') ||
    ((name === 'Ref' || name === 'Condition') && typeof argument === 'string');
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

export function evaluateCondition(
  name: string,
  scope: EvaluationScope,
): boolean {
  const condition = scope.template.Conditions[name];
  if (condition === undefined) {
    throw validationError(
      `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
    );
  }
  return isTrue(evaluateIntrinsics(condition, scope));
}

/** Names that a template's `Ref` can use. */
function reference(name: string, scope: EvaluationScope): Json | undefined {
  if (name === 'AWS::NoValue') {
    return undefined;
  }
  return Object.hasOwn(scope.parameters, name)
    ? scope.parameters[name]
    : scope.ref(name);
}

function substitution(name: string, scope: EvaluationScope): Json | undefined {
  const dot = name.indexOf('.');
  return dot > 0
    ? scope.attribute(name.slice(0, dot), name.slice(dot + 1))
    : reference(name, scope);
}

function text(value: Json, scope: EvaluationScope, name: string): string {
  return scalarText(evaluateIntrinsics(value, scope), name);
}

function scalarText(value: Json | undefined, name: string): string {
  if (value === undefined || value === null || typeof value === 'object') {
    throw malformed(name);
  }
  return String(value);
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

function list(argument: Json, name: string): Json[] {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw malformed(name);
  }
  return argument;
}

function pair(argument: Json, name: string): [Json, Json] {
  const [first, second, ...others] = list(argument, name);
  if (first === undefined || second === undefined || others.length > 0) {
    throw malformed(name);
  }
  return [first, second];
}

function malformed(name: string) {
  return validationError(
    `Template error: every ${name} object requires arguments of the documented form, all of them resolvable to values`,
  );
}
