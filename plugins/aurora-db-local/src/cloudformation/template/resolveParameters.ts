import { validationError } from '../validationError';
import type { Json, Template, TemplateParameter } from './parseTemplate';

interface GivenParameter {
  ParameterKey: string;
  ParameterValue?: string;
  UsePreviousValue?: boolean;
}

/**
 * Values of a template's parameters as text, by key: given ones, then previous ones if requested,
 * then defaults.
 */
export function resolveParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: Readonly<Record<string, string>> = {},
): Record<string, string> {
  checkGiven(given, previous);
  const unknown = given
    .map(({ ParameterKey }) => ParameterKey)
    .filter(key => !Object.hasOwn(template.Parameters, key));
  if (unknown.length > 0) {
    throw validationError(
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [key, parameter] of Object.entries(template.Parameters)) {
    const own = given.find(({ ParameterKey }) => ParameterKey === key);
    const fallback =
      parameter.Default === undefined ? undefined : String(parameter.Default);
    const value = own?.UsePreviousValue
      ? previous[key]
      : (own?.ParameterValue ?? fallback);
    if (value === undefined) {
      missing.push(key);
    } else {
      checkConstraints(key, value, parameter);
      values[key] = value;
    }
  }
  if (missing.length > 0) {
    throw validationError(
      `Parameters: [${missing.join(', ')}] must have values`,
    );
  }
  return values;
}

function checkGiven(
  given: readonly GivenParameter[],
  previous: Readonly<Record<string, string>>,
): void {
  const keys = given.map(({ ParameterKey }) => ParameterKey);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) {
    throw validationError(`Parameter ${repeated} is given more than once.`);
  }
  for (const { ParameterKey, ParameterValue, UsePreviousValue } of given) {
    if (UsePreviousValue && ParameterValue !== undefined) {
      throw validationError(
        `Invalid input for parameter key ${ParameterKey}. Cannot specify usePreviousValue as true and a parameter value`,
      );
    }
    if (UsePreviousValue && !Object.hasOwn(previous, ParameterKey)) {
      throw validationError(
        `Invalid input for parameter key ${ParameterKey}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
  }
}

/** The value of `Ref` for each parameter, a list for list types. */
export function parameterValues(
  template: Template,
  values: Readonly<Record<string, string>>,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([key, { Type }]) => {
      const value = values[key] ?? '';
      const [, inSsm] = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(Type) ?? [];
      const type = inSsm ?? Type;
      const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
      return [
        key,
        isList
          ? value
              .split(',')
              .map(item => item.trim())
              .filter(item => item !== '')
          : value,
      ];
    }),
  );
}

function checkConstraints(
  key: string,
  value: string,
  parameter: TemplateParameter,
): void {
  const { Type } = parameter;
  if (Type === 'Number' && !/^-?\d+(\.\d+)?$/.test(value)) {
    throw validationError(`Parameter '${key}' must be a number.`);
  }
  // Constraints of a list are those of each of its items.
  const items = isListType(Type) ? itemsOf(value) : [value];
  if (Type === 'List<Number>' && !items.every(isNumber)) {
    throw validationError(`Parameter '${key}' must be a list of numbers.`);
  }
  const { AllowedValues } = parameter;
  if (
    AllowedValues &&
    !items.every(item => AllowedValues.map(String).includes(item))
  ) {
    throw validationError(`Parameter '${key}' must be one of AllowedValues`);
  }
  const explain = (constraint: string) =>
    validationError(
      `Parameter '${key}' ${parameter.ConstraintDescription ?? constraint}`,
    );
  const pattern = allowedPattern(key, parameter);
  if (pattern && !items.every(item => pattern.test(item))) {
    throw explain(`must match pattern ${parameter.AllowedPattern}`);
  }
  if (parameter.MinLength !== undefined && value.length < parameter.MinLength) {
    throw explain(`must contain at least ${parameter.MinLength} characters`);
  }
  if (parameter.MaxLength !== undefined && value.length > parameter.MaxLength) {
    throw explain(`must contain at most ${parameter.MaxLength} characters`);
  }
  const { MinValue = -Infinity, MaxValue = Infinity } = parameter;
  if (items.some(item => Number(item) < MinValue)) {
    throw explain(`must be a number not less than ${MinValue}`);
  }
  if (items.some(item => Number(item) > MaxValue)) {
    throw explain(`must be a number not greater than ${MaxValue}`);
  }
}

/** CloudFormation reads patterns as Java does, which has some syntax that JavaScript lacks. */
function allowedPattern(
  key: string,
  { AllowedPattern }: TemplateParameter,
): RegExp | undefined {
  try {
    return AllowedPattern === undefined
      ? undefined
      : new RegExp(`^(?:${AllowedPattern})$`);
  } catch {
    throw validationError(
      `aurora-db-local cannot read the AllowedPattern ${AllowedPattern} of parameter '${key}'.`,
    );
  }
}

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function itemsOf(value: string): string[] {
  return value.split(',').map(item => item.trim());
}

function isNumber(value: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(value);
}
