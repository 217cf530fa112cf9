/** Calls that may start at once after a time without calls. */
const most = 6;
/** Calls per minute that are added. They leave the other readings most of 30 calls a minute. */
const perMinute = 2;
/** Calls that lists leave for viewed databases. */
const leftByLists = 4;
const minute = 60_000;

/** Limits the calls for data that changes rarely, of one account. */
export class CallAllowance {
  readonly #now: () => number;
  #left = most;
  #at: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#at = now();
  }

  /** Takes calls if there are enough of them. */
  take(calls: number, reason: 'list' | 'view'): boolean {
    const now = this.#now();
    const added = (Math.max(0, now - this.#at) / minute) * perMinute;
    this.#left = Math.min(most, this.#left + added);
    this.#at = now;
    const reserve = reason === 'list' ? leftByLists : 0;
    // A read of many calls would otherwise never be part of a list.
    const needed = Math.min(calls, most - reserve);
    if (this.#left - reserve < needed) {
      return false;
    }
    this.#left -= calls;
    return true;
  }
}
