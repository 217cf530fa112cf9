import type { EngineParameter } from './EngineParameter';
import { looksLikeFormula, parseFormula } from './ParameterFormula';

const switches = ['0', '1', 'on', 'off', 'true', 'false'];

/** Whether RDS takes a value for a parameter. */
export function isAllowed(
  { name, dataType, allowedValues }: EngineParameter,
  value: string,
): boolean {
  const allowed = allowedValues
    ?.split(',')
    .map(element => element.toLowerCase());
  const isListed = (element: string) =>
    allowed?.includes(element.trim().toLowerCase()) ?? true;
  switch (dataType) {
    case 'boolean':
      return switches.includes(value) || isFormula(value);
    case 'list':
      return isPlain(value) && value.split(',').every(isListed);
    case 'string':
      return (
        isPlain(value) &&
        isListed(value) &&
        // The name of a locale must not be a path.
        (!name.startsWith('lc_') || /^[\w.@-]*$/.test(value))
      );
    case 'integer':
      return isFormula(value) || isNumber(/^-?\d+$/, allowedValues, value);
    default:
      return isNumber(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i, allowedValues, value);
  }
}

/** RDS's words for a value that it does not take. */
export function refusalOf(
  { name, dataType, allowedValues }: EngineParameter,
  value: string,
): string {
  const isMalformed =
    (dataType === 'integer' || dataType === 'boolean') &&
    looksLikeFormula(value);
  const allowed = allowedValues ?? `a value of type ${dataType}`;
  return `Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed}${
    isMalformed
      ? '. The formula is malformed: see "Specifying DB parameters" in the Aurora user guide'
      : ''
  }`;
}

function isFormula(value: string): boolean {
  return parseFormula(value) !== undefined;
}

/** A control character such as a line break would end the setting in postgresql.conf. */
function isPlain(value: string): boolean {
  return !/\p{Cc}/u.test(value);
}

function isNumber(
  pattern: RegExp,
  allowedValues: string | undefined,
  value: string,
): boolean {
  const [, min = '-Infinity', max = 'Infinity'] =
    /^(-?[^-]+(?:e[+-]\d+)?)-(.+)$/i.exec(allowedValues ?? '') ?? [];
  return (
    pattern.test(value) &&
    Number(value) >= Number(min) &&
    Number(value) <= Number(max)
  );
}
