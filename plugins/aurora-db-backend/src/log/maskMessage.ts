import { dataErrors } from './dataErrors';
import { functionErrors } from './functionErrors';
import { sessionErrors } from './sessionErrors';
import { statementErrors } from './statementErrors';

/** Words of PostgreSQL's own messages. */
const vocabulary: ReadonlySet<string> = new Set(
  [dataErrors, functionErrors, sessionErrors, statementErrors]
    .join(' ')
    .toLowerCase()
    .match(/[a-z]+/g),
);

/** What begins and ends quoted strings. An apostrophe within a word is no quote. */
const quotes: ReadonlyArray<readonly [open: string, close: string]> = [
  ['"', '"'],
  ['`', '`'],
  ['“', '”'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
  ["(?<![\\p{L}\\p{N}])(?:[EBXN]|U&)?'", "'(?![\\p{L}\\p{N}])"],
  ['(?<![\\p{L}\\p{N}])‘', '’(?![\\p{L}\\p{N}])'],
];
const longestWord = 40;

/**
 * Replaces what can be a value in a message that is not PostgreSQL's own: quoted strings, and words
 * with digits or an @. A quoted value can itself contain quotes, so other words between quoted
 * strings are also replaced, unless PostgreSQL's messages have them.
 *
 * @param isCut - whether the end of the message is missing, which can be within a value
 */
export function maskMessage(message: string, isCut: boolean): string {
  return quotes
    .reduce(
      (text, [open, close]) => maskQuoted(text, { open, close, isCut }),
      message,
    )
    .replace(/[\p{L}\p{N}_.@+-]+/gu, word =>
      /[\p{N}@]/u.test(word) ? '?' : word,
    )
    .replace(/[^\s"']+/g, word => (word.length > longestWord ? '?' : word));
}

function maskQuoted(
  message: string,
  { open, close, isCut }: { open: string; close: string; isCut: boolean },
): string {
  const begin = new RegExp(open, 'u').exec(message);
  if (!begin) {
    return message;
  }
  const head = message.slice(0, begin.index);
  const pieces = message
    .slice(begin.index + begin[0].length)
    .split(new RegExp(`${close}|${open}`, 'u'));
  if (pieces.length % 2 === 1 || isCut) {
    // A quote is missing or within a value.
    return `${head}"?"`;
  }
  const shown = pieces
    .slice(0, -1)
    .map((piece, index) => (index % 2 === 0 ? '"?"' : maskWords(piece)));
  return [head, ...shown, pieces.at(-1)].join('');
}

function maskWords(text: string): string {
  return text.replace(/[\p{L}\p{N}_]+/gu, word =>
    vocabulary.has(word.toLowerCase()) ? word : '?',
  );
}
