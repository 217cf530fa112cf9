import { AwsError } from '../service/AwsService';

/** A test of one word. */
type Condition = (word: string) => boolean;

/** A field of a space-delimited pattern: any number of words, or one with a condition. */
export type DelimitedField =
  { kind: 'ellipsis' } | { kind: 'word'; matches: Condition };

const value = String.raw`"(?<quoted>(?:[^"\\]|\\.)*)"|%(?<expression>[^%]+)%|(?<plain>[^\s,&|"%=!<>]+)`;
const comparison = new RegExp(
  String.raw`^[\w.-]+\s*(?<operator>!=|<=|>=|=|<|>)\s*(?:${value})$`,
);
const literal = String.raw`"(?:[^"\\]|\\.)*"|%[^%]+%`;

/** The fields of a pattern such as `[time, level = ERROR || level = FATAL, ...]`. */
export function parseDelimitedFields(pattern: string): DelimitedField[] {
  const fields = splitOutside(pattern.slice(1, -1), ',').map(
    (field): DelimitedField =>
      field === '...'
        ? { kind: 'ellipsis' }
        : { kind: 'word', matches: conditionOf(field) },
  );
  if (fields.filter(({ kind }) => kind === 'ellipsis').length > 1) {
    throw invalid('a pattern in brackets has one ellipsis at most');
  }
  return fields;
}

/**
 * Whether a message has the fields. Without an ellipsis, the last one has the rest of the message.
 * Source: CloudWatch Logs user guide, "Filter pattern syntax": text between quotes or brackets is
 * one word.
 */
export function matchesFields(
  fields: readonly DelimitedField[],
  message: string,
): boolean {
  const words = Array.from(
    message.matchAll(/\[([^\]]*)\](?=\s|$)|"([^"]*)"(?=\s|$)|\S+/g),
    ({ index, 0: whole, 1: bracketed, 2: quoted }) => ({
      index,
      text: bracketed ?? quoted ?? whole,
    }),
  );
  const open = fields.findIndex(({ kind }) => kind === 'ellipsis');
  const named = fields.filter(field => field.kind === 'word');
  if (words.length < named.length) {
    return false;
  }
  return named.every(({ matches }, position) => {
    const isBehind = open >= 0 && position >= open;
    const word =
      words[isBehind ? words.length - named.length + position : position];
    const isRest =
      open < 0 && position === named.length - 1 && words.length > named.length;
    return matches(
      isRest ? message.slice(word?.index).trim() : (word?.text ?? ''),
    );
  });
}

/** `name`, or comparisons joined by && and ||; && binds tighter. */
function conditionOf(field: string): Condition {
  if (/^[\w.-]*$/.test(field)) {
    return () => true;
  }
  const alternatives = splitOutside(field, '||').map(alternative =>
    splitOutside(alternative, '&&').map(comparisonOf),
  );
  return word =>
    alternatives.some(conditions => conditions.every(matches => matches(word)));
}

function comparisonOf(text: string): Condition {
  const { operator, quoted, expression, plain } =
    comparison.exec(text)?.groups ?? {};
  if (operator === undefined) {
    throw invalid(
      `'${text}' is not a field such as level, level = ERROR or code >= 400`,
    );
  }
  if (operator === '=' || operator === '!=') {
    const equals =
      expression === undefined
        ? sameAs(quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '')
        : (word: string) => new RegExp(expression, 's').test(word);
    return word => equals(word) === (operator === '=');
  }
  const limit = Number(plain);
  if (plain === undefined || Number.isNaN(limit)) {
    throw invalid(`'${text}' compares with something that is not a number`);
  }
  return word => {
    const number = word.trim() === '' ? NaN : Number(word);
    return (
      {
        '<': number < limit,
        '<=': number <= limit,
        '>': number > limit,
        '>=': number >= limit,
      }[operator] === true
    );
  };
}

/** Equality of text in which asterisks stand for anything, or of numbers. */
function sameAs(expected: string): Condition {
  const parts = expected
    .split('*')
    .map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  const text = new RegExp(`^${parts.join('.*')}$`, 's');
  return word =>
    text.test(word) ||
    (expected !== '' && word !== '' && Number(word) === Number(expected));
}

/** The parts of a text between separators that are not in quotes or regular expressions. */
function splitOutside(text: string, separator: string): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(
    new RegExp(`${literal}|\\|\\||&&|[\\s\\S]`, 'g'),
  )) {
    if (token === separator) {
      parts.push('');
    } else {
      parts.push(`${parts.pop() ?? ''}${token}`);
    }
  }
  return parts.map(part => part.trim());
}

function invalid(problem: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `Invalid filter pattern: ${problem}`,
  );
}
