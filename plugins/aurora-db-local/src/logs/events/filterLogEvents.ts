import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { LogGroups } from '../LogGroups';
import { logsInputs } from '../logsInputs';
import { parseFilterPattern } from '../parseFilterPattern';
import { checkTimes } from './checkTimes';
import { BackwardCursor } from './BackwardCursor';
import { endBefore, EventCursor, positionAt } from './EventCursor';
import { eventIdOf } from './eventId';
import { invalidToken, type LogEvents } from './LogEvents';
import { type LogRecord, messageOf } from './LogRecord';
import { matcherOf } from './matcherOf';
import { EventPage } from './EventPage';

/** A page ends after this, found or not, so that one request does not read everything. */
const mostBytesRead = 16 * 1024 * 1024;

type FilterInput = z.output<typeof logsInputs.FilterLogEvents>;

/** The oldest start of a search from the latest event on. Source: API reference of the operation. */
const firstStartFromTail = Date.UTC(2024, 0, 1);

const tokenSchema = z.object({
  /** Of the request without its page. */
  query: z.string(),
  isForward: z.boolean(),
  positions: z.record(z.string(), z.number().int().min(0)),
});

type Token = z.infer<typeof tokenSchema>;
type Cursor = EventCursor | BackwardCursor;

/** Events of the streams of a group, in the order of their time. */
export function filterLogEvents(
  groups: LogGroups,
  events: LogEvents,
): Operation {
  return defineOperation(logsInputs.FilterLogEvents, async (input, context) => {
    const group = groups.named(context, input);
    checkInput(input);
    const files = events.filesOf(context, group);
    const names = chooseStreams(await files.names(), input);
    const matches = matcherOf(parseFilterPattern(input.filterPattern));
    const since = Math.max(input.startTime ?? 0, events.keptSince(group));
    const until = input.endTime ?? Infinity;
    const query = fingerprintOf(group.name, group.creationTime, input);
    const token = readToken(input.nextToken, query);
    const isForward = token?.isForward ?? input.startFromHead;
    const streams = await Promise.all(
      names.map(async name => {
        const parts = await files.of(name);
        const position = token?.positions[name];
        const cursor: Cursor = isForward
          ? new EventCursor(
              parts,
              position ?? (await positionAt(parts, since)),
              until,
            )
          : new BackwardCursor(
              parts,
              position ?? (await endBefore(parts, until)),
              since,
            );
        return { name, cursor };
      }),
    );
    const page = new EventPage<LogRecord & { stream: string }>(input.limit);
    const isComplete = await fill(page, streams, record => {
      return (
        record.at >= since &&
        record.at <= until &&
        !record.isInternal &&
        matches(messageOf(record))
      );
    });
    return {
      events: page.items
        .sort((a, b) => (isForward ? a.at - b.at : b.at - a.at))
        .map(record => ({
          logStreamName: record.stream,
          timestamp: record.at,
          message: messageOf(record),
          ingestionTime: record.at,
          eventId: eventIdOf(record.stream, record),
        })),
      // As in AWS, since 2020.
      searchedLogStreams: [],
      nextToken: isComplete
        ? undefined
        : writeToken({
            query,
            isForward,
            positions: Object.fromEntries(
              streams.map(({ name, cursor }) => [name, cursor.position]),
            ),
          }),
    };
  });
}

/** @returns whether everything was read */
async function fill(
  page: EventPage<LogRecord & { stream: string }>,
  streams: ReadonlyArray<{ name: string; cursor: Cursor }>,
  isWanted: (record: LogRecord) => boolean,
): Promise<boolean> {
  const bytesRead = () =>
    streams.reduce((sum, { cursor }) => sum + cursor.bytesRead, 0);
  while (bytesRead() <= mostBytesRead) {
    let next: { record: LogRecord; name: string; cursor: Cursor } | undefined;
    for (const { name, cursor } of streams) {
      const record = await cursor.peek();
      if (record && (!next || cursor.order < next.cursor.order)) {
        next = { record, name, cursor };
      }
    }
    if (!next) {
      return true;
    }
    const { record, name, cursor } = next;
    if (
      isWanted(record) &&
      !page.add({ ...record, stream: name }, record.bytes.length)
    ) {
      return false;
    }
    cursor.advance();
  }
  return false;
}

function checkInput(input: FilterInput): void {
  checkTimes(input);
  const { startFromHead, startTime } = input;
  if (
    !startFromHead &&
    startTime !== undefined &&
    startTime < firstStartFromTail
  ) {
    throw invalid(
      'startFromHead can be false only if startTime is 2024-01-01T00:00:00Z or later.',
    );
  }
}

function chooseStreams(
  present: readonly string[],
  { logStreamNames, logStreamNamePrefix }: FilterInput,
): readonly string[] {
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw invalid(
      'logStreamNames and logStreamNamePrefix cannot be specified together.',
    );
  }
  const missing = logStreamNames?.find(name => !present.includes(name));
  if (missing !== undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    );
  }
  return present.filter(
    name =>
      name.startsWith(logStreamNamePrefix ?? '') &&
      (!logStreamNames || logStreamNames.includes(name)),
  );
}

/** A token continues the request that it was given for, also with another limit. */
function fingerprintOf(
  group: string,
  creationTime: number,
  { startTime, endTime, filterPattern, ...input }: FilterInput,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        group,
        creationTime,
        startTime,
        endTime,
        filterPattern,
        input.logStreamNames,
        input.logStreamNamePrefix,
      ]),
    )
    .digest('hex')
    .slice(0, 16);
}

function readToken(
  token: string | undefined,
  query: string,
): Token | undefined {
  if (token === undefined) {
    return undefined;
  }
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw invalidToken();
  }
  const parsed = tokenSchema.safeParse(content);
  if (!parsed.success || parsed.data.query !== query) {
    throw invalidToken();
  }
  return parsed.data;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
