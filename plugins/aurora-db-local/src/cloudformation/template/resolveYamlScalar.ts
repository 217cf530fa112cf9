import type { Json } from './Json';

/**
 * The patterns by which CloudFormation's parser tells the type of a plain scalar. They are YAML
 * 1.1's, without `y`, `n` and timestamps.
 */
const nullPattern = /^(?:~|null|Null|NULL|)$/;
const truePattern = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falsePattern = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const integerPattern =
  /^([-+]?)(?:0b([01_]+)|0x([\da-fA-F_]+)|0([0-7_]+)|(0|[1-9][\d_]*)|([1-9][\d_]*(?::[0-5]?\d)+))$/;
const floatPattern =
  /^[-+]?(?:\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+|\.\d[\d_]*(?:[eE][-+]?\d+)?)$/;

/** The value of a plain scalar (one without quotes) as CloudFormation reads it. */
export function resolveYamlScalar(source: string): Json {
  if (nullPattern.test(source)) {
    return null;
  }
  if (truePattern.test(source)) {
    return true;
  }
  if (falsePattern.test(source)) {
    return false;
  }
  const integer = integerPattern.exec(source);
  if (integer) {
    return integerOf(integer);
  }
  if (floatPattern.test(source)) {
    const value = Number(source.replaceAll('_', ''));
    // Properties of type String get a float with its decimal point, as in `13.0`.
    return Number.isInteger(value) ? value.toFixed(1) : value;
  }
  return source;
}

function integerOf(match: RegExpExecArray): Json {
  const [, sign, binary, hexadecimal, octal, decimal, sexagesimal] = match.map(
    part => part?.replaceAll('_', ''),
  );
  const magnitude = sexagesimal
    ? sexagesimal
        .split(':')
        .reduce((sum, digits) => sum * 60n + BigInt(digits), 0n)
    : BigInt(
        (binary && `0b${binary}`) ??
          (hexadecimal && `0x${hexadecimal}`) ??
          (octal && `0o${octal}`) ??
          decimal ??
          0,
      );
  const value = sign === '-' ? -magnitude : magnitude;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
