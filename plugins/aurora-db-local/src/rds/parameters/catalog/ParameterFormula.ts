/** The values of a formula's variables for an instance. */
export interface FormulaVariables {
  /** Bytes. */
  AllocatedStorage: number;
  /** Bytes that the database can use. */
  DBInstanceClassMemory: number;
  DBInstanceVCPU: number;
  EndPointPort: number;
  /** 1 for a reader, 0 for the writer. */
  TrueIfReplica: number;
}

type Evaluate = (variables: FormulaVariables) => number;

const variableNames: ReadonlyArray<keyof FormulaVariables> = [
  'AllocatedStorage',
  'DBInstanceClassMemory',
  'DBInstanceVCPU',
  'EndPointPort',
  'TrueIfReplica',
];

/** The fewest arguments of a function, and what it does with their values. */
const functions: Readonly<
  Record<string, { takes: number; of(values: readonly number[]): number }>
> = {
  GREATEST: { takes: 1, of: values => Math.max(...values) },
  LEAST: { takes: 1, of: values => Math.min(...values) },
  SUM: {
    takes: 1,
    of: values => values.reduce((sum, value) => sum + value, 0),
  },
  IF: {
    takes: 3,
    of: ([condition, yes = 0, no = 0]) => (condition === 0 ? no : yes),
  },
};

/** Whether a value is meant as a formula, well-formed or not. */
export function looksLikeFormula(value: string): boolean {
  return /[{}()]/.test(value);
}

/**
 * Parses a value such as `LEAST({DBInstanceClassMemory/9531392},5000)`. Undefined if it is
 * malformed. Syntax: Aurora user guide, "Specifying DB parameters". Aurora's own defaults also
 * write `${…}`.
 */
export function parseFormula(value: string): Evaluate | undefined {
  const text = value.trim();
  const call = /^([a-z]+)\s*\((.*)\)$/is.exec(text);
  if (call) {
    const [, name = '', inner = ''] = call;
    const known = functions[name.toUpperCase()];
    const parsed = splitArguments(inner).map(parseArgument);
    const complete = parsed.filter(part => part !== undefined);
    return known &&
      complete.length === parsed.length &&
      (known.takes === 3 ? complete.length === 3 : true)
      ? variables => known.of(complete.map(part => part(variables)))
      : undefined;
  }
  const braces = /^\$?\{([^{}]*)\}$/s.exec(text);
  return braces ? parseExpression(braces[1] ?? '') : undefined;
}

function parseArgument(text: string): Evaluate | undefined {
  const trimmed = text.trim();
  if (/^-?\d+$/.test(trimmed)) {
    const number = Number(trimmed);
    return () => number;
  }
  return parseFormula(trimmed);
}

/** The inside of braces: a variable, or the logarithm of one, times and by integers. */
function parseExpression(inner: string): Evaluate | undefined {
  const text = inner.replaceAll(/\s+/g, '');
  const log = /^log\(([^()]+)\)(.*)$/.exec(text);
  if (log) {
    const [, argument = '', rest = ''] = log;
    const value = parseChain(argument, quotient => quotient);
    const factor = parseFactors(rest, quotient => quotient);
    return value && factor
      ? variables => Math.trunc(factor(Math.log2(value(variables))))
      : undefined;
  }
  return parseChain(text, Math.trunc);
}

function parseChain(
  text: string,
  round: (quotient: number) => number,
): Evaluate | undefined {
  const [, name, rest = ''] = /^([A-Za-z]+)(.*)$/.exec(text) ?? [];
  const variable = variableNames.find(candidate => candidate === name);
  const factors = parseFactors(rest, round);
  return variable && factors
    ? variables => factors(variables[variable])
    : undefined;
}

/** `*2/3` as a function of what stands before it. Quotients are truncated by `round`. */
function parseFactors(
  text: string,
  round: (quotient: number) => number,
): ((value: number) => number) | undefined {
  if (!/^([*/]\d+)*$/.test(text) || /\/0+(?!\d)/.test(text)) {
    return undefined;
  }
  const steps = [...text.matchAll(/([*/])(\d+)/g)];
  return start =>
    steps.reduce(
      (value, [, operator, number]) =>
        operator === '*'
          ? value * Number(number)
          : round(value / Number(number)),
      start,
    );
}

/** Splits at commas outside of parentheses and braces. */
function splitArguments(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    depth += '({'.includes(letter) ? 1 : 0;
    depth -= ')}'.includes(letter) ? 1 : 0;
    if (letter === ',' && depth === 0) {
      parts.push('');
    } else {
      parts[parts.length - 1] += letter;
    }
  }
  return parts;
}
