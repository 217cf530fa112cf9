import { scanStatement, type Token } from './scanStatement';
import { SettingState } from './SettingState';

/** Maximum length of a tokenized text, in characters. */
const maxLength = 500;
/** A longer statement is cut before it is tokenized, in characters. */
const maxInput = 20_000;

/** Symbols and words after which a sign belongs to the number. */
const beforeSign =
  /^([=<>(,[+*/%|]|and|between|by|else|in|like|limit|not|offset|or|return|select|then|values|when)$/i;

const value = String.raw`(?:\?|\$\d+)(?:::[\w.]+(?:\[\])?)?`;
const longList = new RegExp(`(${value})(?:, ${value}){2,}`, 'g');
const tuple = String.raw`\(${value}(?:, (?:${value}|…))*\)`;
const longTuples = new RegExp(`(${tuple})(?:, ${tuple})+`, 'g');
/** What is left of a list that was cut after a comma or in a row. */
const cutList = new RegExp(String.raw`(, …),(?: \((?:${value}|[, …])*)?$`);
/** The end of a text that was cut in a list. */
const endOfList = /, …$/;

/**
 * Replaces every literal of a statement by `?`. Performance Insights tokenizes most statements, but
 * not utility statements such as `ALTER ROLE … PASSWORD`, and cuts texts within literals.
 *
 * Parsers of PostgreSQL's grammar, such as libpg-query, refuse cut texts, so this only knows the
 * lexical rules. Comments and white space become a space, long lists become shorter.
 *
 * @param isCut - whether the end of the statement is missing
 */
export function tokenizeStatement(statement: string, isCut = false): string {
  const isLong = isCut || statement.length > maxInput;
  const written = render(withoutValues(statement.slice(0, maxInput)))
    .replace(longList, '$1, …')
    .replace(longTuples, '$1, …')
    .replace(cutList, '$1');
  if (written.length <= maxLength && (!isLong || endOfList.test(written))) {
    return written;
  }
  return `${written.slice(0, maxLength).trimEnd()}…`;
}

/**
 * Whether a tokenized statement stands for all statements that differ only in the length of a list.
 * It does not if it lacks its end, unless the list itself was cut.
 */
export function hasListOfAnyLength(tokenized: string): boolean {
  return (
    tokenized.includes(', …') &&
    (!tokenized.endsWith('…') || endOfList.test(tokenized))
  );
}

/** The tokens without values. */
function withoutValues(statement: string): Token[] {
  const tokens: Token[] = [];
  const setting = new SettingState();
  for (const token of scanStatement(statement)) {
    const isValue = token.kind === 'literal' || setting.isValue(token);
    setting.see(token);
    if (!isValue) {
      tokens.push(token);
      continue;
    }
    dropSign(tokens);
    if (!continuesLiteral(tokens)) {
      tokens.push({ kind: 'literal', text: '?' });
    }
  }
  return tokens;
}

/** Whether a literal is before the end and white space. Strings may continue on the next line. */
function continuesLiteral(tokens: readonly Token[]): boolean {
  return tokens.findLast(({ kind }) => kind !== 'gap')?.kind === 'literal';
}

/** Removes the sign of a number that follows. */
function dropSign(tokens: Token[]): void {
  const sign = tokens.at(-1);
  if (sign?.kind !== 'symbol' || !/^[-+]$/.test(sign.text)) {
    return;
  }
  const before = tokens.slice(0, -1).findLast(({ kind }) => kind !== 'gap');
  if (!before || beforeSign.test(before.text)) {
    tokens.pop();
  }
}

/** Joins tokens. Each gap is one space. */
function render(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text }) => (kind === 'gap' ? ' ' : text))
    .join('')
    .replace(/ +/g, ' ')
    .replace(/ ?, ?/g, ', ')
    .trim();
}
