import { validationError } from '../validationError';
import { cidrBlocks } from './cidrBlocks';
import { KNOWN_AFTER_APPLY, type EvaluationScope } from './EvaluationScope';
import { isTrue, list, malformed, pair, scalarText } from './functionArguments';
import { attributeReference, intrinsicOf } from './intrinsicSyntax';
import { isSameValue } from './isSameValue';
import { checkExtension, mappingDefault } from './languageExtensions';
import type { Json, JsonObject, Template } from './parseTemplate';

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
    const [template, variables, ...others] = Array.isArray(argument)
      ? argument
      : [argument, {}];
    if (
      others.length > 0 ||
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
      if (!/^[\w.:]+$/.test(name)) {
        throw validationError(
          'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
        );
      }
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
    const digits = text(index, scope, 'Fn::Select');
    const position = Number(digits);
    if (!Array.isArray(values) || !/^-?\d+$/.test(digits)) {
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
    const whole = text(source, scope, 'Fn::Split');
    const separator = text(delimiter, scope, 'Fn::Split');
    if (separator === '') {
      throw malformed('Fn::Split');
    }
    // The placeholder itself contains delimiters, for example a colon.
    return whole.includes(KNOWN_AFTER_APPLY)
      ? [KNOWN_AFTER_APPLY]
      : whole.split(separator);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second, options, ...others] = list(
      argument,
      'Fn::FindInMap',
    );
    if (second === undefined || others.length > 0) {
      throw malformed('Fn::FindInMap');
    }
    const [mapName, topKey, secondKey] = [map, top, second].map(item =>
      text(item ?? null, scope, 'Fn::FindInMap'),
    );
    const { Mappings } = scope.template;
    const value = memberOf(
      memberOf(memberOf(Mappings, mapName), topKey),
      secondKey,
    );
    const fallback = mappingDefault(options, scope.template);
    if (value === undefined && fallback === undefined) {
      throw validationError(
        memberOf(Mappings, mapName) === undefined
          ? `Template error: Mapping named '${mapName}' is not present in the 'Mappings' section of template.`
          : `Template error: Unable to get mapping for ${mapName}::${topKey}::${secondKey}`,
      );
    }
    return value ?? evaluateIntrinsics(fallback ?? null, scope);
  },
  'Fn::ImportValue': (argument, scope) =>
    scope.importValue(text(argument, scope, 'Fn::ImportValue')),
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(argument, scope, 'Fn::Base64')).toString('base64'),
  'Fn::GetAZs': (argument, scope) => {
    const region = text(argument, scope, 'Fn::GetAZs');
    if (region !== '' && region !== scope.parameters['AWS::Region']) {
      throw validationError(
        `Template error: Fn::GetAZs of ${region}: aurora-db-local gives the zones of the stack's region only`,
      );
    }
    return [...scope.availabilityZones];
  },
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits = '8', ...others] = list(
      argument,
      'Fn::Cidr',
    ).map(item => text(item, scope, 'Fn::Cidr'));
    if (block === undefined || count === undefined || others.length > 0) {
      throw malformed('Fn::Cidr');
    }
    return block.includes(KNOWN_AFTER_APPLY)
      ? KNOWN_AFTER_APPLY
      : cidrBlocks(block, Number(count), Number(bits));
  },
  'Fn::Length': (argument, scope) => {
    const values = evaluateIntrinsics(argument, scope);
    if (values === KNOWN_AFTER_APPLY) {
      return values;
    }
    if (!Array.isArray(values)) {
      throw malformed('Fn::Length');
    }
    return values.length;
  },
  'Fn::ToJsonString': (argument, scope) =>
    JSON.stringify(evaluateIntrinsics(argument, scope)),
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

/** Throws if a function does not exist, or needs a transform that the template does not name. */
export function checkFunction(name: string, template: Template): void {
  if (!Object.hasOwn(functions, name)) {
    throw validationError(
      `Template error: Unrecognized or unsupported intrinsic function ${name}`,
    );
  }
  checkExtension(name, template);
}

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
    checkFunction(name, scope.template);
    return functions[name]?.(argument, scope);
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

/** A key of a mapping, which may have the name of a member of every object. */
function memberOf<T>(
  map: Readonly<Record<string, T>> | undefined,
  key = '',
): T | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

function text(value: Json, scope: EvaluationScope, name: string): string {
  return scalarText(evaluateIntrinsics(value, scope), name);
}
