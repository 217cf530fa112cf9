import { disorderMs } from './EventCursor';
import type { LogRecord } from './LogRecord';
import { readBackwards } from './readBackwards';
import type { StreamFile } from './StreamFiles';

/** Reads the records of a stream from a position back, as `EventCursor` does forwards. */
export class BackwardCursor {
  readonly #parts: AsyncGenerator<LogRecord[]>;
  #records: LogRecord[] = [];
  #earliest = Infinity;
  #position: number;
  bytesRead = 0;

  constructor(
    files: readonly StreamFile[],
    before: number,
    /** Records before this time end the reading. */
    private readonly since: number,
  ) {
    this.#position = before;
    this.#parts = readBackwards(files, before);
  }

  /** The position after the next record. */
  get position(): number {
    return this.#records.at(-1)?.end ?? this.#position;
  }

  /** The time of the next record, or an earlier one of a record after it, as a negative number. */
  get order(): number {
    return -Math.min(this.#earliest, this.#records.at(-1)?.at ?? Infinity);
  }

  /** The next record, which stays the next one until {@link advance}. Undefined at the end. */
  async peek(): Promise<LogRecord | undefined> {
    while (this.#records.length === 0) {
      const { value, done } = await this.#parts.next();
      if (done) {
        return undefined;
      }
      this.#records = value;
      const [first] = value;
      this.bytesRead += first ? this.position - first.start : 0;
    }
    const record = this.#records.at(-1);
    return record && record.at >= this.since - disorderMs ? record : undefined;
  }

  advance(): void {
    this.#earliest = -this.order;
    this.#position = this.#records.pop()?.start ?? this.#position;
  }
}
