import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  AwsError,
  type Collection,
  type Scope,
} from '../../service/AwsService';
import type { ExportedLog, LogSink, NewLogEvents } from '../../service/LogSink';
import type { LogGroup, LogGroups } from '../LogGroups';
import { EventCursor } from './EventCursor';
import { lastRecordStart, messageOf } from './LogRecord';
import { StreamFiles } from './StreamFiles';

const lineFeed = 10;
const partBytes = 1024 * 1024;

/** What metric filters read at a time. The rest is left for the next time. */
const mostNewBytes = 16 * 1024 * 1024;

/** The events of log groups: the logs of databases that RDS sends. */
export class LogEvents implements LogSink, NewLogEvents {
  constructor(
    private readonly options: {
      /** The folder for events. */
      folder: string;
      groups: LogGroups;
      /**
       * How far the logs of a deleted group were received, by source and stream: a new group of the
       * same name does not have its events.
       */
      positions: Collection<{ sourceId: string; position: number }>;
    },
  ) {}

  filesOf(scope: Scope, group: LogGroup): StreamFiles {
    // A group that is made again does not have the events of the former one.
    const id = createHash('sha256')
      .update(
        JSON.stringify([
          scope.accountId,
          scope.region,
          group.name,
          group.creationTime,
        ]),
      )
      .digest('hex')
      .slice(0, 32);
    return new StreamFiles(join(this.options.folder, id));
  }

  async receive(
    scope: Scope,
    { logGroupName, logStreamName, sourceId, from, read }: ExportedLog,
  ): Promise<void> {
    const { groups, positions } = this.options;
    let next = Math.max(
      from,
      positions.get(scope, positionKey(sourceId, logStreamName))?.position ?? 0,
    );
    const present = groups.records.get(scope, logGroupName);
    if (present) {
      const files = await this.filesOf(scope, present).of(logStreamName);
      const known = files.filter(file => file.sourceId === sourceId).at(-1);
      next = Math.max(next, known ? known.sourceStart + known.bytes : 0);
    }
    for (let size = partBytes; ;) {
      const { start, bytes } = await read(next, size);
      const isEnd = bytes.length < size;
      const whole = bytes.subarray(
        0,
        isEnd ? bytes.lastIndexOf(lineFeed) + 1 : lastRecordStart(bytes),
      );
      if (whole.length > 0) {
        const group =
          groups.records.get(scope, logGroupName) ??
          (await groups.create(scope, logGroupName));
        await this.filesOf(scope, group).append(
          logStreamName,
          { id: sourceId, at: start },
          whole,
        );
        next = start + whole.length;
        size = partBytes;
      } else if (!isEnd) {
        size *= 2;
      }
      if (isEnd) {
        return;
      }
    }
  }

  async forget(scope: Scope, sourceId: string): Promise<void> {
    const { positions } = this.options;
    for (const { scope: owner, id, value } of positions.all()) {
      if (
        owner.accountId === scope.accountId &&
        owner.region === scope.region &&
        value.sourceId === sourceId
      ) {
        await positions.delete(scope, id);
      }
    }
  }

  /** Deletes the events of a group. */
  async remove(scope: Scope, group: LogGroup): Promise<void> {
    const files = this.filesOf(scope, group);
    for (const stream of await files.names()) {
      const last = (await files.of(stream)).at(-1);
      if (last) {
        await this.options.positions.put(
          scope,
          positionKey(last.sourceId, stream),
          {
            sourceId: last.sourceId,
            position: last.sourceStart + last.bytes,
          },
        );
      }
    }
    await files.remove();
  }

  async storedBytes(scope: Scope, group: LogGroup): Promise<number> {
    const files = this.filesOf(scope, group);
    const streams = await Promise.all(
      (await files.names()).map(stream => files.of(stream)),
    );
    return streams.flat().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Events before this time are gone. */
  keptSince({ retentionInDays }: LogGroup): number {
    return retentionInDays === undefined
      ? 0
      : Date.now() - retentionInDays * 24 * 60 * 60 * 1000;
  }

  async messagesSince(
    scope: Scope,
    stream: { logGroupName: string; logStreamName: string },
    position: number | undefined,
    visit?: (message: string) => void,
  ): Promise<number> {
    const group = this.options.groups.records.get(scope, stream.logGroupName);
    const files = group
      ? await this.filesOf(scope, group).of(stream.logStreamName)
      : [];
    const last = files.at(-1);
    const end = last ? last.start + last.bytes : 0;
    // After its end: a new group of the same name begins again.
    if (!visit || position === undefined || position > end) {
      return end;
    }
    const cursor = new EventCursor(files, position);
    for (
      let record = await cursor.peek();
      record && cursor.bytesRead <= mostNewBytes;
      record = await cursor.peek()
    ) {
      if (!record.isInternal) {
        visit(messageOf(record));
      }
      cursor.advance();
    }
    return cursor.position;
  }
}

function positionKey(sourceId: string, stream: string): string {
  return `${sourceId}/${stream}`;
}

/** The error for a token that this endpoint did not give. */
export function invalidToken(): AwsError {
  return new AwsError(
    'InvalidParameterException',
    'The specified nextToken is invalid.',
  );
}
