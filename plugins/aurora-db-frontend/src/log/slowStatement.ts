/** `duration: 1234.5 ms  statement: SELECT …`, or `execute <name>: …` of a prepared statement. */
const duration =
  /duration: ([\d.]+) ms\s+(?:statement|parse [^:]*|bind [^:]*|execute [^:]*|fastpath[^:]*): ([\s\S]*)$/;

/** With `log_statement`, PostgreSQL has already logged the statement, so the line has only this. */
const alone = /:\[(\d+)\]:LOG:\s+duration: [\d.]+ ms\s*$/;

/** The process of a session whose statement is on an earlier line of the log. */
export function processOf(text: string): string | undefined {
  return alone.exec(text)?.[1];
}

/** The statement in the line of a slow statement, or the whole line if it has another form. */
export function statementOf(text: string): string {
  return (duration.exec(text)?.[2] ?? text).trim();
}
