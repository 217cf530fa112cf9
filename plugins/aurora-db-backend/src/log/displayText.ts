/** Maximum length of a shown line. A statement can be megabytes long. */
const longest = 10_000;

/** Controls other than tab and line feed, and format characters, which can reorder a text. */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A text of the log for a page. Names characters that a reader cannot see by their number, and says
 * how many characters it leaves out.
 */
export function displayText(text: string): string {
  const shown = text.slice(0, longest).toWellFormed();
  const rest = text.length - shown.length;
  return `${shown.replace(invisible, nameCharacter)}${rest > 0 ? ` … [+${rest}]` : ''}`;
}

function nameCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`;
}
