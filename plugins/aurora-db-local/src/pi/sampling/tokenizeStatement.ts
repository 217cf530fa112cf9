/** Words after which a minus sign begins a number. */
const beforeSign =
  /(?:[(,=<>+\-*/%^|&!~[]|\b(?:select|where|and|or|not|in|between|then|else|when|values|limit|offset|by|returning|like|set|to|as|is))\s*$/i;

/**
 * The parts of a statement. Unfinished strings and comments, as in a cut statement, extend to its
 * end. A string with `\'` does too: whether it ends there depends on a setting of the session.
 */
const parts = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*)`,
    String.raw`(?<escaped>\be'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$))`,
    String.raw`(?<string>(?:\b[bxn]|\bu&)?'(?:[^']|'')*(?:'|$))`,
    String.raw`(?<identifier>"(?:[^"]|"")*(?:"|$))`,
    String.raw`(?<dollar>(?<![\w$\u0080-\uffff])\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$)`,
    String.raw`(?<parameter>\$\d+)`,
    String.raw`(?<number>(?<![\w$\u0080-\uffff])(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?))`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<space>\s+)`,
  ].join('|'),
  'giu',
);

/**
 * A statement with `?` for each literal and parameter, without comments, on one line. No value of
 * the statement is in it, also if the statement is cut or a utility statement with a password.
 */
export function tokenizeStatement(statement: string): string {
  let out = '';
  let at = 0;
  parts.lastIndex = 0;
  for (
    let match = parts.exec(statement);
    match;
    match = parts.exec(statement)
  ) {
    out += statement.slice(at, match.index);
    at = parts.lastIndex;
    const [text] = match;
    const kind = match.groups ?? {};
    if (kind.comment !== undefined) {
      at = text === '/*' ? endOfComment(statement, match.index) : at;
      out += ' ';
    } else if (kind.string !== undefined && text.includes(`\\'`)) {
      at = statement.length;
      out += '?';
    } else if (kind.dollar !== undefined) {
      const end = statement.indexOf(text, at);
      at = end < 0 ? statement.length : end + text.length;
      out += '?';
    } else if (kind.number !== undefined) {
      const sign = /[-+]\s*$/.exec(out);
      const isSigned = sign && beforeSign.test(out.slice(0, sign.index));
      out = `${isSigned ? out.slice(0, sign.index) : out}?`;
    } else if (
      kind.escaped !== undefined ||
      kind.string !== undefined ||
      kind.parameter !== undefined
    ) {
      out += '?';
    } else {
      out += kind.space === undefined ? text : ' ';
    }
    parts.lastIndex = at;
  }
  out += statement.slice(at);
  return withoutSettings(out.replace(/ +/g, ' ').trim());
}

/** Values of SET need no quotes. */
function withoutSettings(statement: string): string {
  return statement.replace(
    /(?<=^|; ?)((?:set|alter (?:role|user|database|system|function|procedure|routine)\b[^;]*? set)\b(?! (?:transaction|constraints|session characteristics)\b)[^;]*?)(\bto\b| ?=) ?[^;]*/gi,
    (_, before: string, sign: string) =>
      `${before}${sign === '=' ? '=' : sign} ?`,
  );
}

/** Comments nest. */
function endOfComment(statement: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(statement); mark; mark = marks.exec(statement)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) {
      return marks.lastIndex;
    }
  }
  return statement.length;
}

/** Whether a text that a client sent has more than one statement. */
export function hasSeveralStatements(tokenized: string): boolean {
  return /;\s*\S/.test(tokenized);
}
