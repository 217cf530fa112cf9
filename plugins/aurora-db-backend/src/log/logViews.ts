import type {
  LogGroup,
  LogLine,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LogEvent } from '../ports/LogEventReader';
import { displayText } from './displayText';
import { isWithoutStatement, mostStatementCalls } from './EarlierStatements';
import { errorsOf, LogGroups } from './LogGroups';
import { instanceOf, lineIdOf } from './logLines';
import { mostCalls } from './LogReads';
import { parseLogRecord, splitRecords } from './parseLogRecord';
import type { LogQuery } from './resolveLogQuery';
import { type LogSearch, searchPattern } from './searchPattern';

/** How a kind of page is read and shown. */
export interface LogView {
  /** A filter pattern of CloudWatch Logs. */
  pattern?: string;
  /** Maximum number of events of a call. */
  limit: number;
  /** Maximum number of calls. */
  calls: number;
  /** Whether a page is full. */
  isEnough(events: readonly LogEvent[]): boolean;
  /** @param addStatements - adds what PostgreSQL logged on earlier lines */
  itemsOf(
    events: readonly LogEvent[],
    addStatements: (lines: LogLine[]) => Promise<LogLine[]>,
  ): LogGroup[] | LogLine[] | Promise<LogLine[]>;
}

const enoughLines = 200;
const enoughGroups = 200;

/** Returns the view for a query. */
export function logViewOf({ kind, search }: LogQuery): LogView {
  const found = searchPattern(search);
  switch (kind) {
    case 'errors':
      return viewOfErrors(found);
    case 'slow':
      return {
        pattern: '"duration:"',
        limit: 500,
        calls: mostCalls - mostStatementCalls,
        isEnough: events => slowLines(events, found).length >= enoughLines,
        itemsOf: async (events, addStatements) => {
          const lines = await addStatements(slowLines(events, found));
          return lines.filter(
            line =>
              !isWithoutStatement(line) ||
              found.matches(line.text) ||
              found.matches(line.statement ?? ''),
          );
        },
      };
    default:
      return {
        ...(found.pattern && { pattern: found.pattern }),
        limit: enoughLines,
        calls: mostCalls,
        isEnough: events => events.length >= enoughLines,
        itemsOf: events =>
          events
            .filter(({ text }) => found.matches(text))
            .map(event => toLine(event, event.text)),
      };
  }
}

function viewOfErrors({ matches }: LogSearch): LogView {
  const groupsOf = (events: readonly LogEvent[]) => {
    const groups = new LogGroups();
    for (const event of events) {
      errorsOf(event).forEach(error => groups.add(error, event.at));
    }
    return groups;
  };
  return {
    // Terms with `?` are alternatives. CloudWatch Logs ignores them beside other terms, so the search
    // is not part of the pattern.
    pattern: '?"ERROR:" ?"FATAL:" ?"PANIC:"',
    limit: 1_000,
    calls: mostCalls,
    isEnough: events => groupsOf(events).size >= enoughGroups,
    itemsOf: events =>
      groupsOf(events.filter(({ text }) => matches(text))).list(),
  };
}

/**
 * A statement that took longer than `log_min_duration_statement`, or a plan of auto_explain. The
 * statement is missing if `log_statement` has already logged it.
 */
const slow =
  /^duration: (\d+(?:\.\d+)?) ms(?= {2}(?:statement|execute|fetch|parse|bind|plan)\b|$)/;
/** A duration without statement counts as slow from here, in ms: `log_duration` logs them all. */
const slowMs = 1_000;

function slowLines(
  events: readonly LogEvent[],
  { matches }: LogSearch,
): LogLine[] {
  return events.flatMap(event =>
    splitRecords(event.text).flatMap((text, index) => {
      const { message = '', severity } = parseLogRecord(text) ?? {};
      const [begin = '', duration] = slow.exec(message) ?? [];
      const durationMs = Number(duration);
      const isSlow =
        severity === 'LOG' &&
        (durationMs >= slowMs || message.length > begin.length);
      // What a user searches for can be in the statement of an earlier line.
      const isCandidate = matches(text) || isWithoutStatement({ text });
      return duration !== undefined && isSlow && isCandidate
        ? [{ ...toLine(event, text, index), durationMs }]
        : [];
    }),
  );
}

function toLine(event: LogEvent, text: string, index = 0): LogLine {
  const record = parseLogRecord(text);
  return {
    id: lineIdOf(event, index),
    at: new Date(event.at).toISOString(),
    instance: instanceOf(event),
    text: displayText(text),
    ...(record && { severity: record.severity }),
  };
}
