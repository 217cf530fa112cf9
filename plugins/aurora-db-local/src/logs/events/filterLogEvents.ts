import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { LogGroups } from '../LogGroups';
import { logsInputs } from '../logsInputs';
import { parseFilterPattern } from '../parseFilterPattern';
import { checkTimes } from './checkTimes';
import { EventCursor, positionAt } from './EventCursor';
import { eventIdOf } from './eventId';
import { invalidToken, type LogEvents } from './LogEvents';
import { type LogRecord, messageOf } from './LogRecord';
import { matcherOf } from './matcherOf';
import { EventPage } from './EventPage';

/** A page ends after this, found or not, so that one request does not read everything. */
const mostBytesRead = 16 * 1024 * 1024;

type FilterInput = z.output<typeof logsInputs.FilterLogEvents>;

const tokenSchema = z.object({
  /** Of the request without its page. */
  query: z.string(),
  positions: z.record(z.string(), z.number().int().min(0)),
});

/** Events of the streams of a group, in the order of their time. */
export function filterLogEvents(
  groups: LogGroups,
  events: LogEvents,
): Operation {
  return defineOperation(logsInputs.FilterLogEvents, async (input, context) => {
    const group = groups.named(context, input);
    checkTimes(input);
    const files = events.filesOf(context, group);
    const names = chooseStreams(await files.names(), input);
    const matches = matcherOf(patternOf(input.filterPattern));
    const since = Math.max(input.startTime ?? 0, events.keptSince(group));
    const until = input.endTime ?? Infinity;
    const query = fingerprintOf(group.name, group.creationTime, input);
    const positions = readToken(input.nextToken, query);
    const streams = await Promise.all(
      names.map(async name => {
        const parts = await files.of(name);
        const from = positions?.[name] ?? (await positionAt(parts, since));
        return { name, cursor: new EventCursor(parts, from, until) };
      }),
    );
    const page = new EventPage<LogRecord & { stream: string }>(input.limit);
    const bytesRead = () =>
      streams.reduce((sum, { cursor }) => sum + cursor.bytesRead, 0);
    let isComplete = false;
    while (bytesRead() <= mostBytesRead) {
      const next = await earliest(streams);
      if (!next) {
        isComplete = true;
        break;
      }
      const { record, name, cursor } = next;
      if (
        record.at >= since &&
        record.at <= until &&
        !record.isInternal &&
        matches(messageOf(record))
      ) {
        if (!page.add({ ...record, stream: name }, record.bytes.length)) {
          break;
        }
      }
      cursor.advance();
    }
    return {
      events: page.items
        .sort((a, b) => a.at - b.at)
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
        : writeToken(
            query,
            streams.map(({ name, cursor }) => [name, cursor.position]),
          ),
    };
  });
}

async function earliest(
  streams: ReadonlyArray<{ name: string; cursor: EventCursor }>,
) {
  let found:
    { record: LogRecord; name: string; cursor: EventCursor } | undefined;
  for (const { name, cursor } of streams) {
    const record = await cursor.peek();
    if (record && (!found || cursor.order < found.cursor.order)) {
      found = { record, name, cursor };
    }
  }
  return found;
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

function patternOf(text: string) {
  const pattern = parseFilterPattern(text);
  if (text.trim().startsWith('[')) {
    throw invalid(
      'aurora-db-local does not evaluate space-delimited patterns. Use terms such as "FATAL".',
    );
  }
  return pattern;
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
): Record<string, number> | undefined {
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
  return parsed.data.positions;
}

function writeToken(
  query: string,
  positions: ReadonlyArray<readonly [string, number]>,
): string {
  return Buffer.from(
    JSON.stringify({ query, positions: Object.fromEntries(positions) }),
  ).toString('base64url');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
