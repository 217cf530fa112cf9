import { AwsError } from '../service/AwsService';
import { parseDelimitedFields, type DelimitedField } from './spaceDelimited';

/** A term of a pattern for unstructured lines. */
interface FilterTerm {
  /** `?` before a term: one of these is enough. `-`: lines with it do not match. */
  prefix: '' | '?' | '-';
  text: string;
  /** Whether `text` is a regular expression, which is written as `%…%`. */
  isExpression: boolean;
}

/** A filter pattern: terms, fields in braces (JSON), or fields in brackets (space-delimited). */
export type FilterPattern =
  | { kind: 'terms'; terms: FilterTerm[] }
  | { kind: 'json' }
  | { kind: 'delimited'; fields: DelimitedField[] };

/** Throws Logs' error for a pattern with a syntax that it refuses. Case matters in all patterns. */
export function parseFilterPattern(pattern: string): FilterPattern {
  const text = pattern.trim();
  if (/^[{[]/.test(text)) {
    checkFields(text);
    return text.startsWith('[')
      ? { kind: 'delimited', fields: parseDelimitedFields(text) }
      : { kind: 'json' };
  }
  const terms: FilterTerm[] = [];
  const term =
    /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"%]+))(?=\s|$)/y;
  while (term.lastIndex < text.length) {
    const start = term.lastIndex;
    const match = term.exec(text);
    if (!match) {
      throw invalid(
        `Invalid filter pattern: the quote or term that begins with '${text.slice(start).trim().slice(0, 20)}' has no end`,
      );
    }
    const [, prefix = '', quoted, expression, plain] = match;
    if (plain !== undefined && !/^\w+$/.test(plain)) {
      throw invalid(
        `Invalid character(s) in term '${plain}'. Put it in double quotes`,
      );
    }
    if (expression !== undefined) {
      checkExpression(expression);
    }
    terms.push({
      prefix: prefix === '?' || prefix === '-' ? prefix : '',
      text: quoted?.replace(/\\(.)/g, '$1') ?? expression ?? plain ?? '',
      isExpression: expression !== undefined,
    });
  }
  return { kind: 'terms', terms };
}

/**
 * Source: CloudWatch Logs user guide, "Supported regular expressions (regex) syntax". A colon, a
 * space and a quote are in AWS's examples and in a former list.
 */
function checkExpression(expression: string): void {
  const unknown = /[^\w#=@/;,\-^$?[\]{}|\\*+.: "]/.exec(expression)?.[0];
  if (unknown !== undefined) {
    throw invalid(
      `Invalid filter pattern: the regular expression %${expression}% has '${unknown}', which is not supported`,
    );
  }
  try {
    RegExp(expression);
  } catch {
    throw invalid(
      `Invalid filter pattern: %${expression}% is not a regular expression`,
    );
  }
}

/** Quotes, parentheses, braces and brackets in a pattern of fields must be closed. */
function checkFields(text: string): void {
  const closing: Record<string, string> = { '{': '}', '[': ']', '(': ')' };
  const open: string[] = [];
  const bare = text
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/%[^%]+%/g, '%%');
  for (const [, expression = ''] of text
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .matchAll(/%([^%]+)%/g)) {
    checkExpression(expression);
  }
  const isQuoted = (bare.match(/"/g) ?? []).length % 2 === 0;
  for (const character of bare) {
    const end = closing[character];
    if (end !== undefined) {
      open.push(end);
    } else if (')}]'.includes(character) && open.pop() !== character) {
      throw invalid(`Invalid filter pattern: unexpected '${character}'`);
    }
  }
  const [expected] = open;
  if (expected !== undefined || !isQuoted || !/[}\]]$/.test(bare)) {
    throw invalid(
      `Invalid filter pattern: missing '${isQuoted ? (expected ?? '}') : '"'}'`,
    );
  }
  const isEmpty = /^[{[]\s*[}\]]$/.test(bare);
  if (isEmpty || (bare.startsWith('{') && !bare.includes('$'))) {
    throw invalid(
      'Invalid filter pattern: a pattern in braces compares fields such as $.level',
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
