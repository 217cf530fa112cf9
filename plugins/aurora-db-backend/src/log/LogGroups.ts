import {
  type LogGroup,
  logGroupSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LogEvent } from '../ports/LogEventReader';
import { describeError } from './describeError';
import { parseLogRecord, splitRecords } from './parseLogRecord';

/** What the errors of a group have in common. */
type LogError = Pick<LogGroup, 'severity' | 'sqlState' | 'message'>;

const severitySchema = logGroupSchema.shape.severity;

/** The errors of events that are being read, for the viewers who share them. */
const errorsOfEvents = new WeakMap<LogEvent, LogError[]>();

/** The errors of an event. Its other records, such as DETAIL and STATEMENT, belong to an error. */
export function errorsOf(event: LogEvent): LogError[] {
  const errors = errorsOfEvents.get(event) ?? readErrors(event);
  errorsOfEvents.set(event, errors);
  return errors;
}

function readErrors({ text }: LogEvent): LogError[] {
  return splitRecords(text).flatMap(part => {
    const record = parseLogRecord(part);
    const severity = severitySchema.safeParse(record?.severity).data;
    return record && severity ? [{ severity, ...describeError(record) }] : [];
  });
}

/** Errors by SQLSTATE and message without values. */
export class LogGroups {
  readonly #groups = new Map<string, LogGroup>();

  get size(): number {
    return this.#groups.size;
  }

  /** @param time - epoch milliseconds */
  add(error: LogError, time: number): void {
    const key = JSON.stringify([error.severity, error.sqlState, error.message]);
    const at = new Date(time).toISOString();
    const known = this.#groups.get(key);
    this.#groups.set(key, {
      ...error,
      count: (known?.count ?? 0) + 1,
      firstAt: known && known.firstAt < at ? known.firstAt : at,
      lastAt: known && known.lastAt > at ? known.lastAt : at,
    });
  }

  /** The most frequent first, then the latest. */
  list(): LogGroup[] {
    return [...this.#groups.values()].sort(
      (one, other) =>
        other.count - one.count || (one.lastAt < other.lastAt ? 1 : -1),
    );
  }
}
