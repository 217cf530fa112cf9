/** The session in `log_line_prefix`, `%r:%u@%d:[%p]` without what differs between its records. */
const session =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z0-9+-]+:([^\n]{0,400}?:?\[(\d+)\]):/;

/** The session that wrote a record of the log. */
export interface LogSession {
  /** Client, user, database and process. PostgreSQL gives the number of a process to a later one. */
  name: string;
  /** Number of the process. */
  process: string;
}

/** Returns undefined if the text does not begin with Aurora's prefix. */
export function sessionOf(text: string): LogSession | undefined {
  const [, name, process] = session.exec(text) ?? [];
  return name !== undefined && process !== undefined
    ? { name, process }
    : undefined;
}
