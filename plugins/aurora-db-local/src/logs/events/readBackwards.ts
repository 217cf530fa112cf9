import { type LogRecord, splitRecords } from './LogRecord';
import {
  readStreamFile,
  recordAtOrAfter,
  type StreamFile,
} from './StreamFiles';

const partBytes = 256 * 1024;

/**
 * The records of a stream before a position, in parts, the latest part first. Each part has its
 * records in their order.
 */
export async function* readBackwards(
  files: readonly StreamFile[],
  before: number,
): AsyncGenerator<LogRecord[]> {
  for (const file of files.toReversed()) {
    let end = Math.min(before, file.start + file.bytes);
    let size = partBytes;
    while (end > file.start) {
      const start = await recordAtOrAfter(
        file,
        Math.max(file.start, end - size),
        partBytes,
      );
      if (start >= end) {
        // A record is longer than this.
        size *= 2;
        continue;
      }
      const part = await readStreamFile(file, start, end - start);
      yield splitRecords(part, start, true);
      end = start;
      size = partBytes;
    }
  }
}
