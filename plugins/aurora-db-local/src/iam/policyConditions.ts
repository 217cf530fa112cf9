/** Values of condition keys, as `ContextEntries` of a simulation gives them. Keys are lower case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

type Matches = (actual: string, wanted: string) => boolean;

const operators: Readonly<Record<string, Matches>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) =>
    actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: isLike,
  ArnEquals: isArnLike,
  ArnLike: isArnLike,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

/** All operators of policies, those that are not evaluated here too. */
const knownOperators = new Set([
  'Bool',
  'Null',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  ...['Equals', 'NotEquals', 'Like', 'NotLike'].flatMap(comparison => [
    `String${comparison}`,
    `Arn${comparison}`,
  ]),
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  ...[
    'Equals',
    'NotEquals',
    'LessThan',
    'LessThanEquals',
    'GreaterThan',
    'GreaterThanEquals',
  ].flatMap(comparison => [`Numeric${comparison}`, `Date${comparison}`]),
]);

/** Whether policies have an operator, with its quantifier and `IfExists`. */
export function isConditionOperator(text: string): boolean {
  const [, name = ''] =
    /^(?:ForAnyValue:|ForAllValues:)?(\w+?)(?:IfExists)?$/.exec(text) ?? [];
  return knownOperators.has(name);
}

/** Whether the values meet a statement's conditions; undefined if an operator is not known here. */
export function meetsConditions(
  conditions: Readonly<Record<string, unknown>>,
  context: ConditionContext,
): boolean | undefined {
  const outcomes = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, wanted]) =>
      isMet(operator, context.get(key.toLowerCase()), listOf(wanted)),
    ),
  );
  if (outcomes.includes(undefined)) {
    return undefined;
  }
  return outcomes.every(Boolean);
}

function isMet(
  operator: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
): boolean | undefined {
  if (operator === 'Null') {
    return wanted.includes(String(actual === undefined));
  }
  const [, quantifier, not, name = '', ifExists] =
    /^(ForAnyValue:|ForAllValues:)?(?:(String|Arn)Not)?(\w+?)(IfExists)?$/.exec(
      operator,
    ) ?? [];
  const matches = operators[not ? `${not}${name}` : name];
  if (!matches) {
    return undefined;
  }
  if (actual === undefined) {
    return Boolean(ifExists) || Boolean(not) || quantifier === 'ForAllValues:';
  }
  const fits = (value: string) =>
    wanted.some(one => matches(value, one)) !== Boolean(not);
  return quantifier === 'ForAllValues:' || not
    ? actual.every(fits)
    : actual.some(fits);
}

function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Wildcards stay within each of the six parts of an ARN. */
function isArnLike(arn: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  return partsOf(arn).every((part, index) => isLike(part, parts[index] ?? ''));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function listOf(value: unknown): string[] {
  return [value].flat().map(String);
}
