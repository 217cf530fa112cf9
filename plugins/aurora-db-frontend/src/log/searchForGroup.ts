/** What stands for a value in the message of a group, and the quotes around it. */
const placeholders = /["'“”«»]*(?:\?|\$\d+|…|\.\.\.)["'“”«»]*/;

/** A shorter text would be found in most lines. */
const shortest = 4;
const longest = 200;

/**
 * The longest part of a group's message that has no placeholder. The lines of the group contain it,
 * so a search for it finds them. Undefined if there is no such part.
 */
export function searchForGroup(message: string): string | undefined {
  const part = message
    .split(placeholders)
    .map(text => text.trim())
    .reduce((best, text) => (text.length > best.length ? text : best), '');
  return part.length < shortest ? undefined : part.slice(0, longest).trim();
}
