/** Maximum length of a shown line. A statement can be megabytes long. */
const longest = 10_000;

/** Controls other than tab and line feed, and those that change the direction of a text. */
const invisible =
  // eslint-disable-next-line no-control-regex
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

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
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code}`;
}
