import { AwsError } from '../../service/AwsService';
import type { StateValue } from '../alarms/AlarmRecord';
import { type AlarmRule, alarmsOf } from './AlarmRule';

/** AWS's limits of a rule. Source: API reference, PutCompositeAlarm. */
const maxChildren = 100;
const maxElements = 500;

const stateValues: Readonly<Record<string, StateValue>> = {
  ALARM: 'ALARM',
  OK: 'OK',
  INSUFFICIENT_DATA: 'INSUFFICIENT_DATA',
};

function invalid(problem: string): AwsError {
  return new AwsError('ValidationError', `Error in AlarmRule [${problem}]`);
}

/** OR binds weaker than AND, and AND weaker than NOT. */
class AlarmRuleParser {
  readonly #text: string;
  #position = 0;
  /** Child alarms, TRUE, FALSE, and pairs of parentheses. */
  elements = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): AlarmRule {
    const rule = this.#or();
    if (this.#peek() !== '') {
      throw this.#unexpected();
    }
    return rule;
  }

  #or(): AlarmRule {
    let left = this.#and();
    while (this.#takeWord('OR')) {
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): AlarmRule {
    let left = this.#not();
    while (this.#takeWord('AND')) {
      left = { kind: 'and', left, right: this.#not() };
    }
    return left;
  }

  #not(): AlarmRule {
    if (this.#takeWord('NOT')) {
      return { kind: 'not', operand: this.#not() };
    }
    if (this.#takeSymbol('(')) {
      this.elements++;
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    return this.#term();
  }

  #term(): AlarmRule {
    const word = this.#word();
    if (/^(true|false)$/i.test(word)) {
      this.#skip(word);
      this.elements++;
      return { kind: 'constant', value: word.toUpperCase() === 'TRUE' };
    }
    if (word === 'AT_LEAST') {
      this.#skip(word);
      return this.#atLeast();
    }
    const state = this.#state();
    this.#expect('(');
    const alarm = this.#alarm(/[^)]*/y);
    this.#expect(')');
    return { kind: 'state', state, alarm };
  }

  /** AT_LEAST(M, STATE, (alarm, alarm …)), where M is a number or a percentage. */
  #atLeast(): AlarmRule {
    this.#expect('(');
    const [count] = this.#match(/\d+%?/y) ?? [];
    if (count === undefined) {
      throw this.#unexpected();
    }
    const number = Number(count.replace('%', ''));
    this.#expect(',');
    const negated = this.#takeWord('NOT');
    const state = this.#state();
    this.#expect(',');
    this.#expect('(');
    const alarms: string[] = [];
    do {
      alarms.push(this.#alarm(/[^,)]*/y));
    } while (this.#takeSymbol(','));
    this.#expect(')');
    this.#expect(')');
    const isShare = count.endsWith('%');
    if (number < 1 || number > (isShare ? 100 : alarms.length)) {
      throw invalid(
        `AT_LEAST takes 1 to ${isShare ? '100%' : alarms.length}, not ${count}`,
      );
    }
    return {
      kind: 'atLeast',
      count: isShare ? { percent: number } : number,
      state,
      negated,
      alarms,
    };
  }

  #state(): StateValue {
    const word = this.#word();
    const state = stateValues[word];
    if (state === undefined) {
      throw this.#unexpected();
    }
    this.#skip(word);
    return state;
  }

  /** A name or ARN, in quotes or not. */
  #alarm(unquoted: RegExp): string {
    this.elements++;
    const quoted = this.#match(/"((?:[^"\\]|\\.)*)"/y)?.[1];
    const alarm =
      quoted?.replace(/\\(.)/g, '$1') ?? this.#match(unquoted)?.[0].trim();
    if (alarm === undefined || alarm === '' || alarm.startsWith('"')) {
      throw this.#unexpected();
    }
    return alarm;
  }

  #takeWord(word: string): boolean {
    const found = this.#word() === word;
    if (found) {
      this.#skip(word);
    }
    return found;
  }

  #takeSymbol(symbol: string): boolean {
    const found = this.#peek() === symbol;
    if (found) {
      this.#position++;
    }
    return found;
  }

  #expect(symbol: string): void {
    if (!this.#takeSymbol(symbol)) {
      throw this.#unexpected();
    }
  }

  /** The next character that is not white space; empty at the end. */
  #peek(): string {
    while (/\s/.test(this.#text.charAt(this.#position))) {
      this.#position++;
    }
    return this.#text.charAt(this.#position);
  }

  #word(): string {
    this.#peek();
    return /^\w*/.exec(this.#text.slice(this.#position))?.[0] ?? '';
  }

  #skip(word: string): void {
    this.#position += word.length;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    this.#peek();
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match) {
      this.#position = pattern.lastIndex;
    }
    return match ?? undefined;
  }

  #unexpected(): AwsError {
    const token = this.#word() || this.#peek();
    return invalid(
      token === ''
        ? `Unexpected end of the rule at char ${this.#position}`
        : `Unsupported token '${token}' at char ${this.#position}`,
    );
  }
}

/** Throws AWS's ValidationError for a rule that is not valid. */
export function parseAlarmRule(text: string): AlarmRule {
  const parser = new AlarmRuleParser(text);
  const rule = parser.parse();
  if (parser.elements > maxElements) {
    throw invalid(`The rule has more than ${maxElements} elements`);
  }
  if (alarmsOf(rule).length > maxChildren) {
    throw invalid(`The rule has more than ${maxChildren} alarms`);
  }
  return rule;
}
