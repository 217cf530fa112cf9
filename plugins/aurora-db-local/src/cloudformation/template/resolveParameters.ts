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
      const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
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
  if (Type.startsWith('AWS::SSM::')) {
    throw validationError(
      `Parameter '${key}' is of type ${Type}: aurora-db-local has no Parameter Store. Give the value itself.`,
    );
  }
  if (Type === 'Number' && !/^-?\d+(\.\d+)?$/.test(value)) {
    throw validationError(`Parameter '${key}' must be a number.`);
  }
  if (
    parameter.AllowedValues &&
    !parameter.AllowedValues.map(String).includes(value)
  ) {
    throw validationError(`Parameter '${key}' must be one of AllowedValues`);
  }
  const explain = (constraint: string) =>
    validationError(
      `Parameter '${key}' ${parameter.ConstraintDescription ?? constraint}`,
    );
  if (
    parameter.AllowedPattern !== undefined &&
    !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(value)
  ) {
    throw explain(`must match pattern ${parameter.AllowedPattern}`);
  }
  if (parameter.MinLength !== undefined && value.length < parameter.MinLength) {
    throw explain(`must contain at least ${parameter.MinLength} characters`);
  }
  if (parameter.MaxLength !== undefined && value.length > parameter.MaxLength) {
    throw explain(`must contain at most ${parameter.MaxLength} characters`);
  }
  if (parameter.MinValue !== undefined && Number(value) < parameter.MinValue) {
    throw explain(`must be a number not less than ${parameter.MinValue}`);
  }
  if (parameter.MaxValue !== undefined && Number(value) > parameter.MaxValue) {
    throw explain(`must be a number not greater than ${parameter.MaxValue}`);
  }
}
