/** A record of PostgreSQL's log. */
export interface LogRecord {
  /** Such as LOG, ERROR or STATEMENT. */
  severity: string;
  /** Of the prefix, if it has one. */
  sqlState?: string;
  /** What follows the severity, with all its lines. */
  message: string;
}

const levels =
  'DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|LOCATION|STATEMENT|BACKTRACE';
/**
 * Aurora's `log_line_prefix`: `%t:%r:%u@%d:[%p]:`. RDS also offers
 * `%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a`, whose `%e` is the SQLSTATE. Names are of up to 63
 * bytes and can contain any character.
 */
const prefix =
  String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z0-9+-]+:` +
  String.raw`[^\n]{0,400}?:?\[\d+\]:` +
  String.raw`(?:\d+:([0-9A-Z]{5}):[^\n]{0,200}?)??`;
const record = new RegExp(String.raw`^${prefix}(${levels}):  `);
const recordStart = new RegExp(
  String.raw`\n(?=${prefix.replace('([0-9A-Z]{5})', '[0-9A-Z]{5}')}(?:${levels}):  )`,
);

/** Returns undefined if the text does not begin with Aurora's prefix, e.g. if it continues a line. */
export function parseLogRecord(text: string): LogRecord | undefined {
  const match = record.exec(text);
  if (!match) {
    return undefined;
  }
  const [whole, sqlState, severity = ''] = match;
  return {
    severity,
    ...(sqlState !== undefined && sqlState !== '00000' && { sqlState }),
    // PostgreSQL indents the lines of a text with a tab.
    message: text.slice(whole.length).trimEnd().replaceAll('\n\t', '\n'),
  };
}

/** The records of an event. Events usually have one. */
export function splitRecords(text: string): string[] {
  return text.split(recordStart);
}
