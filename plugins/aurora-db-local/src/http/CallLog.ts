/** A call and its result. It never contains the input or output, which may contain secrets. */
export interface CallRecord {
  at: Date;
  requestId: string;
  accountId: string;
  region: string;
  service: string;
  operation: string;
  protocol: string;
  /** HTTP status; absent if an injected fault left the call without an answer. */
  statusCode?: number;
  errorCode?: string;
  /** The kind of the injected fault. */
  fault?: string;
  durationMs: number;
}

interface CallCount {
  accountId: string;
  service: string;
  operation: string;
  count: number;
  errors: number;
}

const keptRecords = 500;

/**
 * Counts and the latest calls of this run, for tests and to find operations that are not
 * implemented.
 */
export class CallLog {
  #since = new Date();
  readonly #counts = new Map<string, CallCount>();
  readonly #unknown = new Map<
    string,
    { service: string; operation: string; count: number }
  >();
  #recent: CallRecord[] = [];

  record(call: CallRecord, known: boolean): void {
    const { accountId, service, operation } = call;
    const key = `${accountId}/${service}/${operation}`;
    const counted = this.#counts.get(key) ?? {
      accountId,
      service,
      operation,
      count: 0,
      errors: 0,
    };
    counted.count += 1;
    counted.errors +=
      call.errorCode !== undefined || call.statusCode === undefined ? 1 : 0;
    this.#counts.set(key, counted);
    if (!known) {
      const unknownKey = `${service}/${operation}`;
      const unknown = this.#unknown.get(unknownKey) ?? {
        service,
        operation,
        count: 0,
      };
      unknown.count += 1;
      this.#unknown.set(unknownKey, unknown);
    }
    this.#recent.push(call);
    if (this.#recent.length > 2 * keptRecords) {
      this.#recent = this.#recent.slice(-keptRecords);
    }
  }

  /** The oldest of `recent` comes first. */
  report() {
    const counts = Array.from(this.#counts.values());
    return {
      since: this.#since,
      total: counts.reduce((sum, { count }) => sum + count, 0),
      counts,
      unknown: Array.from(this.#unknown.values()),
      recent: this.#recent.slice(-keptRecords),
    };
  }

  clear(): void {
    this.#since = new Date();
    this.#counts.clear();
    this.#unknown.clear();
    this.#recent = [];
  }
}
