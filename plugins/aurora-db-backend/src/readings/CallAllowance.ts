const minute = 60_000;

/** The limits of a {@link CallAllowance}. */
export interface CallLimits {
  /** Calls that may start at once after a time without calls. */
  most: number;
  /** Calls that are added per minute. */
  perMinute: number;
  /** Calls that lists leave for viewed databases. */
  leftByLists: number;
}

/** Limits the calls for data that changes rarely, of one account. */
export class CallAllowance {
  readonly #limits: CallLimits;
  readonly #now: () => number;
  #left: number;
  #at: number;

  constructor(limits: CallLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#left = limits.most;
    this.#at = now();
  }

  /** Takes calls if there are enough of them. */
  take(calls: number, reason: 'list' | 'view'): boolean {
    const { most, perMinute, leftByLists } = this.#limits;
    const now = this.#now();
    const added = (Math.max(0, now - this.#at) / minute) * perMinute;
    this.#left = Math.min(most, this.#left + added);
    this.#at = now;
    if (this.#left - (reason === 'list' ? leftByLists : 0) < calls) {
      return false;
    }
    this.#left -= calls;
    return true;
  }
}
