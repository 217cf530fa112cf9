import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { LogGroups } from '../LogGroups';
import { logsInputs } from '../logsInputs';
import { checkTimes } from './checkTimes';
import { disorderMs, EventCursor, positionAt } from './EventCursor';
import { EventPage } from './EventPage';
import { invalidToken, type LogEvents } from './LogEvents';
import { type LogRecord, messageOf } from './LogRecord';
import { readBackwards } from './readBackwards';
import type { StreamFile } from './StreamFiles';

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
      ? await readForward(
          new EventCursor(
            files,
            token?.position ?? (await positionAt(files, since)),
            until,
          ),
          page,
          isWanted,
        )
      : await readBackward(
          files,
          token?.position ?? (await endAt(files, until)),
          since,
          page,
          isWanted,
        );
    return {
      events: records.map(record => ({
        timestamp: record.at,
        message: messageOf(record),
        ingestionTime: record.at,
      })),
      nextForwardToken: writeToken('f', after),
      nextBackwardToken: writeToken('b', before),
    };
  });
}

async function readForward(
  cursor: EventCursor,
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
  files: readonly StreamFile[],
  from: number,
  since: number,
  page: EventPage<LogRecord>,
  isWanted: (record: LogRecord) => boolean,
): Promise<Page> {
  let before = from;
  let bytesRead = 0;
  let isFull = false;
  for await (const records of readBackwards(files, from)) {
    for (const record of records.toReversed()) {
      isFull = isWanted(record) && !page.add(record, record.bytes.length);
      if (isFull) {
        break;
      }
      before = record.start;
      bytesRead += record.bytes.length;
    }
    const first = records[0];
    if (
      isFull ||
      bytesRead > mostBytesRead ||
      (first && first.at < since - disorderMs)
    ) {
      break;
    }
  }
  const isEnd = page.items.length === 0 && bytesRead <= mostBytesRead;
  return {
    records: page.items.reverse(),
    before: isEnd ? from : before,
    after: from,
  };
}

/** The position after the last record that may be wanted. */
async function endAt(
  files: readonly StreamFile[],
  until: number,
): Promise<number> {
  const last = files.at(-1);
  const end = last ? last.start + last.bytes : 0;
  if (until === Infinity) {
    return end;
  }
  const cursor = new EventCursor(files, await positionAt(files, until), until);
  while (await cursor.peek()) {
    cursor.advance();
  }
  return cursor.position;
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
