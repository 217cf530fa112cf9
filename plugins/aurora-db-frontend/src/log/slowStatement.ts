/** `duration: 1234.5 ms  statement: SELECT …`, or `execute <name>: …` of a prepared statement. */
const duration =
  /duration: ([\d.]+) ms\s+(?:statement|parse [^:]*|bind [^:]*|execute [^:]*|fastpath[^:]*): ([\s\S]*)$/;

/** The statement in the line of a slow statement, or the whole line if it has another form. */
export function statementOf(text: string): string {
  return (duration.exec(text)?.[2] ?? text).trim();
}
