/** The values that a formula can refer to, of one instance. */
export interface FormulaVariables {
  /** In bytes. */
  DBInstanceClassMemory: number;
  DBInstanceVCPU: number;
}

/** Names without regard to case, as RDS reads the names of functions. */
const functions: Readonly<
  Record<string, (values: readonly number[]) => number>
> = {
  least: values => Math.min(...values),
  greatest: values => Math.max(...values),
  sum: values => values.reduce((sum, value) => sum + value, 0),
};

const tokens = /\s*(\$?\{|[}(),*/]|-?\d+|[a-z]+)\s*/giy;

/** Reads values from the words of a formula. Each method returns undefined if it finds none. */
class FormulaReader {
  readonly #words: readonly string[];
  readonly #variables: ReadonlyMap<string, number>;
  #next = 0;

  constructor(
    words: readonly string[],
    variables: FormulaVariables | undefined,
  ) {
    this.#words = words;
    this.#variables = new Map(
      Object.entries(variables ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    );
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  readValue(): number | undefined {
    const word = this.#take();
    if (word === '{' || word === '${') {
      return this.#readTerms();
    }
    const compute = Object.hasOwn(functions, word)
      ? functions[word]
      : undefined;
    if (compute) {
      const values = this.#take() === '(' ? this.#readValues() : undefined;
      return values && compute(values);
    }
    return integerOf(word);
  }

  /** The arguments of a function, up to its closing parenthesis. */
  #readValues(): number[] | undefined {
    const values: number[] = [];
    let separator: string;
    do {
      const value = this.readValue();
      if (value === undefined) {
        return undefined;
      }
      values.push(value);
      separator = this.#take();
    } while (separator === ',');
    return separator === ')' ? values : undefined;
  }

  /** A product or quotient, up to its closing brace. */
  #readTerms(): number | undefined {
    let value = this.#readTerm();
    let operator = this.#take();
    while (value !== undefined && operator !== '}') {
      value = calculate(value, operator, this.#readTerm());
      operator = this.#take();
    }
    return value;
  }

  #readTerm(): number | undefined {
    const word = this.#take();
    return this.#variables.get(word) ?? integerOf(word);
  }

  #take(): string {
    const word = this.#words[this.#next] ?? '';
    this.#next += 1;
    return word.toLowerCase();
  }
}

/**
 * Computes a value of a parameter group: an integer, or a formula such as
 * `LEAST({DBInstanceClassMemory/9531392},5000)`. Quotients are truncated. Undefined if the value is
 * anything else, so that the caller does not guess. Source: Aurora user guide, "Specifying DB
 * parameters".
 *
 * @param variables - undefined if they are unknown: formulas that refer to them have no value
 */
export function evaluateFormula(
  text: string,
  variables: FormulaVariables | undefined,
): number | undefined {
  const words = splitWords(text);
  const reader = words && new FormulaReader(words, variables);
  const value = reader?.readValue();
  return value !== undefined && reader?.isAtEnd && Number.isSafeInteger(value)
    ? value
    : undefined;
}

/** Undefined if the text has other characters. */
function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const [whole, word = ''] = match;
    words.push(word);
    end = match.index + whole.length;
  }
  return end === text.length ? words : undefined;
}

function calculate(
  value: number,
  operator: string,
  operand: number | undefined,
): number | undefined {
  if (operand === undefined) {
    return undefined;
  }
  if (operator === '*') {
    const product = value * operand;
    return Number.isSafeInteger(product) ? product : undefined;
  }
  return operator === '/' && operand !== 0
    ? Math.trunc(value / operand)
    : undefined;
}

function integerOf(word: string): number | undefined {
  return /^-?\d+$/.test(word) ? Number(word) : undefined;
}
