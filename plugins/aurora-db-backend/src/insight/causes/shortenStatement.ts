/**
 * Returns a statement in one line. If it is too long, its columns are left out, so that the table
 * is seen.
 *
 * @param longest - in characters
 */
export function shortenStatement(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return cut(line.length > longest ? withoutColumns(line) : line, longest);
}

function cut(line: string, longest: number): string {
  const characters = [...line];
  return characters.length > longest
    ? `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

/** Replaces what stands between SELECT and its FROM. */
function withoutColumns(line: string): string {
  const [start] = /^(?:\/\*.*?\*\/ ?)?SELECT /i.exec(line) ?? [];
  const from = start === undefined ? -1 : indexOfFrom(line, start.length);
  return start === undefined || from < 0
    ? line
    : `${start}… ${line.slice(from)}`;
}

/** The index of the first FROM that is neither in parentheses nor in a quoted name. */
function indexOfFrom(line: string, start: number): number {
  let depth = 0;
  for (const match of line
    .slice(start)
    .matchAll(/"(?:[^"]|"")*"|[()]|\bfrom\b/gi)) {
    const [found] = match;
    if (found === '(') {
      depth += 1;
    } else if (found === ')') {
      depth -= 1;
    } else if (depth === 0 && found.toLowerCase() === 'from') {
      return start + match.index;
    }
  }
  return -1;
}
