import type { Operation, Scope } from '../../service/AwsService';
import { AwsError } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { paginate } from '../../service/paginate';
import { type LogGroup, logGroupArn, type LogGroups } from '../LogGroups';
import { logsInputs } from '../logsInputs';
import { pageOf } from '../pageOf';
import { EventCursor, positionAt } from './EventCursor';
import type { LogEvents } from './LogEvents';
import { readBackwards } from './readBackwards';
import type { StreamFile } from './StreamFiles';

/** Streams of a group, with the times of their first and last events. */
export function describeLogStreams(
  groups: LogGroups,
  events: LogEvents,
): Operation {
  const describe = async (scope: Scope, group: LogGroup, name: string) => {
    const files = events.filesOf(scope, group);
    const stream = await files.of(name);
    const [first, last] = await Promise.all([
      firstTime(stream, events.keptSince(group)),
      lastTime(stream, events.keptSince(group)),
    ]);
    return {
      logStreamName: name,
      creationTime: await files.creationTime(name),
      firstEventTimestamp: first,
      lastEventTimestamp: last,
      lastIngestionTime: stream.at(-1)
        ? Math.floor(stream.at(-1)?.changedAt ?? 0)
        : undefined,
      arn: `${logGroupArn(scope, group.name)}:log-stream:${name}`,
      // AWS reports 0 for all streams.
      storedBytes: 0,
    };
  };

  return defineOperation(
    logsInputs.DescribeLogStreams,
    async (input, context) => {
      const group = groups.named(context, input);
      const { logStreamNamePrefix = '', orderBy, descending } = input;
      if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '') {
        throw new AwsError(
          'InvalidParameterException',
          'Cannot order by LastEventTime with a logStreamNamePrefix.',
        );
      }
      const names = await events.filesOf(context, group).names();
      const streams = await Promise.all(
        names
          .filter(name => name.startsWith(logStreamNamePrefix))
          .map(name => describe(context, group, name)),
      );
      if (orderBy === 'LastEventTime') {
        streams.sort(
          (a, b) => (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0),
        );
      }
      const { items, nextToken } = paginate(
        descending ? streams.reverse() : streams,
        pageOf(input),
      );
      return { logStreams: items, nextToken };
    },
  );
}

async function firstTime(
  files: readonly StreamFile[],
  since: number,
): Promise<number | undefined> {
  const cursor = new EventCursor(files, await positionAt(files, since));
  for (let record = await cursor.peek(); record; record = await cursor.peek()) {
    if (!record.isInternal && record.at >= since) {
      return record.at;
    }
    cursor.advance();
  }
  return undefined;
}

async function lastTime(
  files: readonly StreamFile[],
  since: number,
): Promise<number | undefined> {
  for await (const records of readBackwards(files, Infinity)) {
    const last = records.findLast(({ isInternal }) => !isInternal);
    if (last) {
      return last.at >= since ? last.at : undefined;
    }
  }
  return undefined;
}
