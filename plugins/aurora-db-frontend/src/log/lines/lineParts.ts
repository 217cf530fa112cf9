const levels =
  'DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|LOCATION|STATEMENT|BACKTRACE';
/**
 * The prefixes of RDS, `%t:%r:%u@%d:[%p]:` and `%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a`, with the
 * severity. `%e` is the SQLSTATE.
 */
const prefix = new RegExp(
  String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z0-9+-]+:` +
    String.raw`([^\n]{0,400}?:?\[\d+\]):` +
    String.raw`(?:\d+:([0-9A-Z]{5}):[^\n]{0,200}?)??(?:${levels}): {2}`,
);
const noError = '00000';

/** A line of the log without what its other columns say. */
interface LineParts {
  message: string;
  /** Client, user, database and process. Empty if the line continues another one. */
  session: string;
}

/** Divides the text of a line. */
export function linePartsOf(text: string): LineParts {
  const [whole = '', session = '', state] = prefix.exec(text) ?? [];
  return {
    message: text.slice(whole.length).trimEnd(),
    // A process of the server has no client, user or database.
    session: [session.replace(/^:@:/, ''), state !== noError && state]
      .filter(Boolean)
      .join(' '),
  };
}
