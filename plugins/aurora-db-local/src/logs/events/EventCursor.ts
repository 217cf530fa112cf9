import { type LogRecord, splitRecords } from './LogRecord';
import {
  readStreamFile,
  recordAtOrAfter,
  type StreamFile,
} from './StreamFiles';

/** Parts are this small so that other requests are answered between them. */
const partBytes = 256 * 1024;

/**
 * PostgreSQL's sessions write their lines shortly after the time that these show. A line is at most
 * this much older than one before it.
 */
export const disorderMs = 2_000;

/** Reads the records of a stream in its order, a part of a file at a time. */
export class EventCursor {
  #records: LogRecord[] = [];
  #index = 0;
  #latest = 0;
  #position: number;
  /** Bytes that were read from disk. */
  bytesRead = 0;

  constructor(
    private readonly files: readonly StreamFile[],
    from: number,
    /** Records after this time end the reading. */
    private readonly until = Infinity,
  ) {
    this.#position = from;
  }

  /** The position of the next record. */
  get position(): number {
    return this.#records[this.#index]?.start ?? this.#position;
  }

  /**
   * The place of the next record in the order of all streams: its time, or a later one of a record
   * before it.
   */
  get order(): number {
    return Math.max(this.#latest, this.#records[this.#index]?.at ?? 0);
  }

  /** The next record, which stays the next one until {@link advance}. Undefined at the end. */
  async peek(): Promise<LogRecord | undefined> {
    while (this.#index >= this.#records.length) {
      if (!(await this.#readPart())) {
        return undefined;
      }
    }
    const record = this.#records[this.#index];
    return record && record.at <= this.until + disorderMs ? record : undefined;
  }

  advance(): void {
    this.#latest = this.order;
    this.#index += 1;
  }

  async #readPart(): Promise<boolean> {
    for (let size = partBytes; ; size *= 2) {
      const file = this.files.find(
        ({ start, bytes }) => this.#position < start + bytes,
      );
      if (!file) {
        return false;
      }
      this.#position = Math.max(this.#position, file.start);
      const part = await readStreamFile(file, this.#position, size);
      const end = this.#position + part.length;
      const isLast = end >= file.start + file.bytes || part.length < size;
      const records = splitRecords(part, this.#position, isLast);
      this.bytesRead += part.length;
      const last = records.at(-1);
      if (last) {
        this.#records = records;
        this.#index = 0;
        this.#position = last.end;
        return true;
      }
      if (part.length < size) {
        return false;
      }
    }
  }
}

/** The position of the first record that may have a time or a later one. */
export async function positionAt(
  files: readonly StreamFile[],
  time: number,
): Promise<number> {
  const wanted = time - disorderMs;
  const file = files.find(({ changedAt }) => changedAt >= wanted);
  if (!file) {
    const last = files.at(-1);
    return last ? last.start + last.bytes : 0;
  }
  let low = file.start;
  let high = file.start + file.bytes;
  while (high - low > partBytes) {
    const half = Math.floor((low + high) / 2);
    const middle = await recordAtOrAfter(file, half, 64 * 1024);
    const at = middle < high ? await timeAt(file, middle) : undefined;
    if (at !== undefined && at < wanted) {
      low = middle;
    } else {
      // From the half to the one found, there is only the end of the record before.
      high = half;
    }
  }
  return low;
}

/** The position after the last record that may have a time or an earlier one. */
export async function endBefore(
  files: readonly StreamFile[],
  time: number,
): Promise<number> {
  const last = files.at(-1);
  if (time === Infinity) {
    return last ? last.start + last.bytes : 0;
  }
  const cursor = new EventCursor(files, await positionAt(files, time), time);
  while (await cursor.peek()) {
    cursor.advance();
  }
  return cursor.position;
}

async function timeAt(
  file: StreamFile,
  position: number,
): Promise<number | undefined> {
  const part = await readStreamFile(file, position, 1024);
  return splitRecords(part, position, true)[0]?.at;
}
