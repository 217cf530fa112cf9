/** What a piece of a statement is. `gap` is white space or a comment. */
type TokenKind =
  'gap' | 'literal' | 'parameter' | 'quotedName' | 'word' | 'symbol';

/** A piece of a statement, as it was written. */
export interface Token {
  kind: TokenKind;
  text: string;
}

const letter = 'A-Za-z_\\u0080-\\uffff';

/**
 * PostgreSQL's lexical rules. Each literal may lack its end, because texts are cut. A string may
 * have a prefix. Only strings with the prefix E have escapes, as standard_conforming_strings is on.
 */
const rules: ReadonlyArray<[RegExp, TokenKind]> = [
  [/[\s\p{Cc}]+/uy, 'gap'],
  [/--[^\r\n]*/y, 'gap'],
  [/[eE]'(?:[^'\\]|\\[^]?|'')*'?/y, 'literal'],
  [/(?:[uU]&|[bBnNxX])?'(?:[^']|'')*'?/y, 'literal'],
  [/(?:[uU]&)?"(?:[^"]|"")*"?/y, 'quotedName'],
  [/\$\d+/y, 'parameter'],
  [
    /(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)\w*/y,
    'literal',
  ],
  [new RegExp(`[${letter}][${letter}\\d$]*`, 'y'), 'word'],
];
const dollarTag = new RegExp(
  `\\$(?:[${letter}][${letter}\\d]*)?(?:\\$|$)`,
  'y',
);

/** Divides a statement into tokens. Their texts together are the statement. */
export function* scanStatement(statement: string): Generator<Token> {
  let at = 0;
  while (at < statement.length) {
    const token = tokenAt(statement, at);
    yield token;
    at += token.text.length;
  }
}

function tokenAt(statement: string, at: number): Token {
  if (statement.startsWith('/*', at)) {
    return { kind: 'gap', text: blockComment(statement, at) };
  }
  for (const [rule, kind] of rules) {
    rule.lastIndex = at;
    const text = rule.exec(statement)?.[0];
    if (text) {
      return { kind, text };
    }
  }
  dollarTag.lastIndex = at;
  const tag = dollarTag.exec(statement)?.[0];
  if (tag) {
    const end = statement.indexOf(tag, at + tag.length);
    return {
      kind: 'literal',
      text: statement.slice(at, end < 0 ? undefined : end + tag.length),
    };
  }
  const character = String.fromCodePoint(statement.codePointAt(at) ?? 0);
  return { kind: 'symbol', text: character };
}

/** Comments may contain comments. */
function blockComment(statement: string, start: number): string {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(statement); found; found = mark.exec(statement)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) {
      return statement.slice(start, mark.lastIndex);
    }
  }
  return statement.slice(start);
}
