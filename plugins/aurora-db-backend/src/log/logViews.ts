import type {
  LogGroup,
  LogLine,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LogEvent } from '../ports/LogEventReader';
import { displayText } from './displayText';
import { groupErrors } from './groupErrors';
import { parseLogRecord, splitRecords } from './parseLogRecord';
import type { LogQuery } from './resolveLogQuery';
import { searchPattern } from './searchPattern';

/** How a kind of page is read and shown. */
export interface LogView {
  /** A filter pattern of CloudWatch Logs. */
  pattern?: string;
  /** Maximum number of events of a call. */
  limit: number;
  isEnough(events: readonly LogEvent[]): boolean;
  itemsOf(events: readonly LogEvent[]): LogGroup[] | LogLine[];
}

const enoughLines = 200;
const enoughGroups = 200;

/** The view of a query. */
export function logViewOf({ kind, search }: LogQuery): LogView {
  const { pattern, matches } = searchPattern(search);
  switch (kind) {
    case 'errors':
      return {
        // Terms with `?` are alternatives. CloudWatch Logs ignores them beside other terms.
        pattern: '?"ERROR:  " ?"FATAL:  " ?"PANIC:  "',
        limit: 1_000,
        isEnough: events => groupErrors(events).length >= enoughGroups,
        itemsOf: events =>
          groupErrors(events.filter(({ text }) => matches(text))),
      };
    case 'slow':
      return {
        pattern: '"duration: "',
        limit: 500,
        isEnough: events => slowLines(events, matches).length >= enoughLines,
        itemsOf: events => slowLines(events, matches),
      };
    default:
      return {
        ...(pattern && { pattern }),
        limit: enoughLines,
        isEnough: events => events.length >= enoughLines,
        itemsOf: events =>
          events
            .filter(({ text }) => matches(text))
            .map(event => toLine(event, event.text)),
      };
  }
}

/** A statement that took longer than `log_min_duration_statement`, or a plan of auto_explain. */
const slow =
  /^duration: (\d+(?:\.\d+)?) ms {2}(?:statement|execute|parse|bind|plan)\b/;

function slowLines(
  events: readonly LogEvent[],
  matches: (text: string) => boolean,
): LogLine[] {
  return events.flatMap(event =>
    splitRecords(event.text).flatMap((text, index) => {
      const [, duration] = slow.exec(parseLogRecord(text)?.message ?? '') ?? [];
      return duration !== undefined && matches(text)
        ? [{ ...toLine(event, text, index), durationMs: Number(duration) }]
        : [];
    }),
  );
}

function toLine(event: LogEvent, text: string, index = 0): LogLine {
  const record = parseLogRecord(text);
  return {
    id: index > 0 ? `${event.id}#${index}` : event.id,
    at: new Date(event.at).toISOString(),
    // RDS names streams `<instance>.<number>`.
    instance: event.stream.replace(/\.\d+$/, ''),
    text: displayText(text),
    ...(record && { severity: record.severity }),
  };
}
