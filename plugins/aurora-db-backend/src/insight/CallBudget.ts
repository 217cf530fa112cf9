/** A call of Performance Insights. */
export interface InsightsCall {
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Calls of an instance that may start within a minute. */
const maxCalls = 2;
/** A minute, and the difference of two transfer times to AWS, in ms. */
const spanMs = 60_500;

/** Limits the calls of one instance in every minute, wherever the minute starts. */
export class CallBudget {
  #calls: InsightsCall[] = [];

  /** Takes a call if the last minute has one left. */
  take(call: InsightsCall): boolean {
    if (this.waitMs(call.at) > 0) {
      return false;
    }
    this.#calls.push(call);
    return true;
  }

  /** Adds calls that other replicas made. */
  add(calls: readonly InsightsCall[]): void {
    const known = new Set(this.#calls.map(({ id }) => id));
    this.#calls.push(...calls.filter(({ id }) => !known.has(id)));
    this.#calls.sort((one, other) => one.at - other.at);
  }

  /** The calls of the last minute. */
  calls(now: number): InsightsCall[] {
    this.#calls = this.#calls.filter(({ at }) => at > now - spanMs);
    return [...this.#calls];
  }

  /**
   * Time until a call may start, in ms.
   *
   * @param ahead - calls that start before it
   */
  waitMs(now: number, ahead: number = 0): number {
    const calls = this.calls(now);
    const free = maxCalls - calls.length;
    if (ahead < free) {
      return 0;
    }
    const turn = ahead - free;
    const blocking = calls[turn % maxCalls] ?? calls[0];
    const rounds = Math.floor(turn / maxCalls);
    return (blocking?.at ?? now) + spanMs * (rounds + 1) - now;
  }
}
