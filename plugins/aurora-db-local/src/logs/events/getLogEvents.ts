import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { LogGroups } from '../LogGroups';
import { logsInputs } from '../logsInputs';
import { checkTimes } from './checkTimes';
import { BackwardCursor } from './BackwardCursor';
import { endBefore, EventCursor, positionAt } from './EventCursor';
import { EventPage } from './EventPage';
import { invalidToken, type LogEvents } from './LogEvents';
import { type LogRecord, messageOf } from './LogRecord';

/** A page ends after this, found or not, so that one request does not read everything. */
const mostBytesRead = 16 * 1024 * 1024;

/** A page of a stream, and the positions before and after it. */
interface Page {
  records: LogRecord[];
  before: number;
  after: number;
}

/** Events of a stream, forwards or backwards. A page has them in the order of the stream. */
export function getLogEvents(groups: LogGroups, events: LogEvents): Operation {
  return defineOperation(logsInputs.GetLogEvents, async (input, context) => {
    const group = groups.named(context, input);
    checkTimes(input);
    const files = await events.filesOf(context, group).of(input.logStreamName);
    if (files.length === 0) {
      throw new AwsError(
        'ResourceNotFoundException',
        'The specified log stream does not exist.',
      );
    }
    const since = Math.max(input.startTime ?? 0, events.keptSince(group));
    // Unlike in FilterLogEvents, the end is not included.
    const until = (input.endTime ?? Infinity) - 1;
    const isWanted = ({ at, isInternal }: LogRecord) =>
      at >= since && at <= until && !isInternal;
    const token = readToken(input.nextToken);
    const isForward = token ? token.isForward : input.startFromHead;
    const page = new EventPage<LogRecord>(input.limit);
    const { records, before, after } = isForward
      ? await readPage(
          new EventCursor(
            files,
            token?.position ?? (await positionAt(files, since)),
            until,
          ),
          page,
          isWanted,
        )
      : await readBackward(
          new BackwardCursor(
            files,
            token?.position ?? (await endBefore(files, until)),
            since,
          ),
          page,
          isWanted,
        );
    return {
      events: records
        .sort((a, b) => a.at - b.at)
        .map(record => ({
          timestamp: record.at,
          message: messageOf(record),
          ingestionTime: record.at,
        })),
      nextForwardToken: writeToken('f', after),
      nextBackwardToken: writeToken('b', before),
    };
  });
}

async function readPage(
  cursor: EventCursor | BackwardCursor,
  page: EventPage<LogRecord>,
  isWanted: (record: LogRecord) => boolean,
): Promise<Page> {
  const before = cursor.position;
  let after = before;
  for (
    let record = await cursor.peek();
    record && cursor.bytesRead <= mostBytesRead;
    record = await cursor.peek()
  ) {
    if (isWanted(record) && !page.add(record, record.bytes.length)) {
      break;
    }
    cursor.advance();
    after = cursor.position;
  }
  // A page without events ends where it began, unless more is to be read: its token stays the same.
  const isEnd = page.items.length === 0 && cursor.bytesRead <= mostBytesRead;
  return { records: page.items, before, after: isEnd ? before : after };
}

async function readBackward(
  cursor: BackwardCursor,
  page: EventPage<LogRecord>,
  isWanted: (record: LogRecord) => boolean,
): Promise<Page> {
  const { after, before, ...read } = await readPage(cursor, page, isWanted);
  return { records: read.records.reverse(), before: after, after: before };
}

function readToken(
  token: string | undefined,
): { isForward: boolean; position: number } | undefined {
  if (token === undefined) {
    return undefined;
  }
  const match = /^([fb])\/(\d{56})\/s$/.exec(token);
  const position = Number(match?.[2]);
  if (!match || !Number.isSafeInteger(position)) {
    throw invalidToken();
  }
  return { isForward: match[1] === 'f', position };
}

function writeToken(direction: 'f' | 'b', position: number): string {
  return `${direction}/${String(position).padStart(56, '0')}/s`;
}
