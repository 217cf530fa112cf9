/** The syntax tree of a metric math expression. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'array'; elements: Expression[] }
  | { kind: 'call'; name: string; arguments: Expression[] }
  | { kind: 'negative'; operand: Expression }
  | {
      kind: 'operation';
      operator: Operator;
      left: Expression;
      right: Expression;
    };

export type Operator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '^'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | 'AND'
  | 'OR';

/** In ascending precedence. `^` is right-associative and parsed separately. */
const levels: ReadonlyArray<readonly Operator[]> = [
  ['OR'],
  ['AND'],
  ['<=', '>=', '==', '!=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|"([^"]*)"|'([^']*)'|([A-Za-z][A-Za-z0-9_]*)|(&&|\|\||<=|>=|==|!=|[-+*/^<>()[\],]))/y;

type Token =
  { number: number } | { text: string } | { name: string } | { symbol: string };

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const position = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) {
      throw new Error(
        `Unexpected character at position ${position + 1}: '${text.slice(position).trim().charAt(0)}'`,
      );
    }
    const [, number, doubleQuoted, singleQuoted, name, symbol] = match;
    if (number !== undefined) {
      tokens.push({ number: Number(number) });
    } else if (name !== undefined) {
      tokens.push(
        /^(AND|OR)$/i.test(name) ? { symbol: name.toUpperCase() } : { name },
      );
    } else if (symbol !== undefined) {
      tokens.push({ symbol: { '&&': 'AND', '||': 'OR' }[symbol] ?? symbol });
    } else {
      tokens.push({ text: doubleQuoted ?? singleQuoted ?? '' });
    }
  }
  return tokens;
}

class ExpressionParser {
  readonly #tokens: Token[];
  #position = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#binary(0);
    if (this.#position < this.#tokens.length) {
      throw new Error(`Unexpected '${this.#describe()}'`);
    }
    return expression;
  }

  #binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) {
      return this.#unary();
    }
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find(candidate => this.#take(candidate));
      if (!operator) {
        return left;
      }
      left = {
        kind: 'operation',
        operator,
        left,
        right: this.#binary(level + 1),
      };
    }
  }

  #unary(): Expression {
    if (this.#take('-')) {
      return { kind: 'negative', operand: this.#unary() };
    }
    const base = this.#primary();
    return this.#take('^')
      ? { kind: 'operation', operator: '^', left: base, right: this.#unary() }
      : base;
  }

  #primary(): Expression {
    if (this.#take('(')) {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    if (this.#take('[')) {
      return { kind: 'array', elements: this.#list(']') };
    }
    const token = this.#tokens[this.#position];
    if (!token || 'symbol' in token) {
      throw new Error(
        token
          ? `Unexpected '${token.symbol}'`
          : 'Unexpected end of the expression',
      );
    }
    this.#position++;
    if ('number' in token) {
      return { kind: 'number', value: token.number };
    }
    if ('text' in token) {
      return { kind: 'text', value: token.text };
    }
    return this.#take('(')
      ? { kind: 'call', name: token.name, arguments: this.#list(')') }
      : { kind: 'name', name: token.name };
  }

  #list(end: ')' | ']'): Expression[] {
    const elements: Expression[] = [];
    if (this.#take(end)) {
      return elements;
    }
    do {
      elements.push(this.#binary(0));
    } while (this.#take(','));
    this.#expect(end);
    return elements;
  }

  #take(symbol: string): boolean {
    const token = this.#tokens[this.#position];
    if (token && 'symbol' in token && token.symbol === symbol) {
      this.#position++;
      return true;
    }
    return false;
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) {
      throw new Error(
        `Expected '${symbol}' instead of ${this.#position < this.#tokens.length ? `'${this.#describe()}'` : 'the end'}`,
      );
    }
  }

  #describe(): string {
    const token = this.#tokens[this.#position];
    return token ? String(Object.values(token)[0]) : '';
  }
}

/** Throws an Error that names the problem and its position. */
export function parseExpression(source: string): Expression {
  const parser = new ExpressionParser(tokensOf(source));
  return parser.parse();
}
