/** A call of Performance Insights. */
export interface InsightsCall {
  id: string;
  /** Epoch milliseconds: its end, or its start until then. */
  at: number;
}

/** Calls of an instance that may start within a minute. */
const maxCalls = 2;
const spanMs = 60_000;

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

  /** AWS has counted a call before its end, so the minute after the end has room for another. */
  finish(id: string, now: number): void {
    const call = this.#calls.find(one => one.id === id);
    if (call) {
      call.at = now;
      this.#sort();
    }
  }

  /** Adds calls that other replicas made. */
  add(calls: readonly InsightsCall[]): void {
    for (const call of calls) {
      const known = this.#calls.find(({ id }) => id === call.id);
      if (known) {
        known.at = Math.max(known.at, call.at);
      } else {
        this.#calls.push({ ...call });
      }
    }
    this.#sort();
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

  #sort(): void {
    this.#calls.sort((one, other) => one.at - other.at);
  }
}
