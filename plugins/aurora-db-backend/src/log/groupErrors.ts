import {
  type LogGroup,
  logGroupSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LogEvent } from '../ports/LogEventReader';
import { describeError } from './describeError';
import { parseLogRecord, splitRecords } from './parseLogRecord';

const severitySchema = logGroupSchema.shape.severity;

/** Groups the errors of events by SQLSTATE and message without values, the most frequent first. */
export function groupErrors(events: readonly LogEvent[]): LogGroup[] {
  const groups = new Map<string, LogGroup>();
  for (const { at, text } of events) {
    for (const part of splitRecords(text)) {
      const record = parseLogRecord(part);
      const severity = severitySchema.safeParse(record?.severity).data;
      if (record && severity) {
        addError(groups, new Date(at).toISOString(), {
          severity,
          ...describeError(record),
        });
      }
    }
  }
  return [...groups.values()].sort(
    (one, other) =>
      other.count - one.count || (one.lastAt < other.lastAt ? 1 : -1),
  );
}

function addError(
  groups: Map<string, LogGroup>,
  at: string,
  error: Pick<LogGroup, 'severity' | 'sqlState' | 'message'>,
): void {
  const key = JSON.stringify([error.severity, error.sqlState, error.message]);
  const known = groups.get(key);
  groups.set(key, {
    ...error,
    count: (known?.count ?? 0) + 1,
    firstAt: known && known.firstAt < at ? known.firstAt : at,
    lastAt: known && known.lastAt > at ? known.lastAt : at,
  });
}
