import { identifierOr, isKeyword } from './identifiers';

/** A message of PostgreSQL, compiled for matching. */
export interface ErrorTemplate {
  /** Absent if several SQLSTATEs have the message. */
  sqlState?: string;
  /** Absent if the message has the same SQLSTATE in all severities. */
  severity?: string;
  /** How much text is fixed. */
  fixedLength: number;
  /** The first fixed word; undefined if the message begins with a placeholder. */
  firstWord?: string;
  /** Returns the message without values, or undefined if it is a different one. */
  render(message: string): string | undefined;
}

interface Placeholder {
  pattern: string;
  show(captured: string): string;
}

/** In place of an SQLSTATE: several have the message. */
const ambiguous = '?????';

const keep = (captured: string) => captured;
const hide = () => '?';
const hideNumbers = (captured: string) =>
  captured.replace(/(?<![\w$])\d+(?![\w$])/g, '?');

/**
 * What a message can have at a place. Values are hidden. Quoted values come as long as possible, so
 * that a value which imitates the rest of a message does not end early.
 */
const placeholders: Readonly<Record<string, Placeholder>> = {
  value: { pattern: '[^]*', show: hide },
  number: { pattern: '-?\\d+(?:\\.\\d+)?', show: hide },
  id: { pattern: '[^"\\n]*', show: identifierOr },
  name: { pattern: '\\S{1,200}?', show: identifierOr },
  type: { pattern: '"?[\\p{L}_][^\\n:]{0,150}?', show: keep },
  timetype: {
    pattern:
      'date|time(?:stamp)?(?:\\(\\d\\))?(?: with(?:out)? time zone)?|interval',
    show: keep,
  },
  signature: { pattern: '[^\\s(]+\\([^()\\n]*\\)', show: keep },
  operation: { pattern: "[^\\n;']{1,200}", show: keep },
  object: {
    pattern: '[\\p{L}\\p{N} _.$,()\\[\\]"-]{1,250}?',
    show: hideNumbers,
  },
  word: { pattern: '[\\p{L}_-]+', show: keep },
  words: { pattern: '[\\p{L}][\\p{L} _,/()-]{0,100}?', show: keep },
  reserved: { pattern: '[\\p{L}][\\p{L} _"-]*', show: keep },
  token: {
    pattern: '[^]*',
    show: token =>
      isKeyword(token) || /^[^\p{L}\p{N}'"]$/u.test(token) ? token : '?',
  },
};

/** Compiles a table of messages. Each line has an SQLSTATE, perhaps a severity, and a message. */
export function compileErrors(table: string): ErrorTemplate[] {
  return table.trim().split('\n').map(compileError);
}

function compileError(line: string): ErrorTemplate {
  const [, sqlState = '', severity, text = ''] =
    /^(\S{5}) (?:(FATAL) )?(.*)$/.exec(line) ?? [];
  const parts = text.split(/<(\w+)>/);
  const found = parts
    .filter((_, index) => index % 2 === 1)
    .map(name => {
      const placeholder = placeholders[name];
      if (!placeholder) {
        throw new Error(`Unknown placeholder in: ${line}`);
      }
      return placeholder;
    });
  const fixed = parts.filter((_, index) => index % 2 === 0);
  const end = fixed.at(-1) ?? '';
  // The end of a message can be missing: CloudWatch Logs limits the size of events.
  const isCut = found.at(-1) === placeholders.value && /^["')]?$/.test(end);
  const expression = new RegExp(
    `^${fixed
      .map(
        (piece, index) =>
          escape(isCut && index === fixed.length - 1 ? '' : piece) +
          (found[index] ? `(${found[index].pattern})` : ''),
      )
      .join('')}$`,
    'u',
  );
  const [firstWord] = /^[a-zA-Z]+(?= )/.exec(text) ?? [];
  return {
    ...(sqlState !== ambiguous && { sqlState }),
    ...(severity && { severity }),
    fixedLength: fixed.join('').length,
    ...(firstWord && { firstWord }),
    render(message) {
      const match = expression.exec(message);
      return (
        (match &&
          fixed
            .map((piece, index) => piece + show(found[index], match[index + 1]))
            .join('')) ??
        undefined
      );
    },
  };
}

function show(
  placeholder: Placeholder | undefined,
  captured: string | undefined,
): string {
  return placeholder && captured !== undefined
    ? placeholder.show(captured)
    : '';
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
