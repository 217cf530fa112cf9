/** What stands for a value in the message of a group, and the quotes around it. */
const placeholders = /["'“”«»]*(?:\?|\$\d+|…|\.\.\.)["'“”«»]*/;

/** A shorter text would be found in most lines. */
const shortest = 4;
/** The backend joins the lines of a message. A longer text would contain the place of a line break. */
const longest = 60;

/**
 * The longest part of a group's message that has no placeholder. The lines of the group contain it,
 * so a search for it finds them. Undefined if there is no such part.
 */
export function searchForGroup(message: string): string | undefined {
  const part = message
    .split(placeholders)
    .map(text => text.trim())
    .reduce((best, text) => (text.length > best.length ? text : best), '');
  if (part.length < shortest) {
    return undefined;
  }
  return part.length > longest ? shorten(part) : part;
}

/** A name at the end stays: it is what distinguishes the errors of two constraints. */
function shorten(part: string): string {
  return part.endsWith('"')
    ? part.slice(-longest).replace(/^\S*\s+(?=[^"]*"[^"]+"$)/, '')
    : part.slice(0, longest).replace(/\s+\S*$/, '');
}
