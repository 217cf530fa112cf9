import { setTimeout as delay } from 'node:timers/promises';

/**
 * Number of calls that can follow each other at once. CloudWatch Logs allows 5 calls of
 * FilterLogEvents per second in an account and region.
 */
const burst = 5;
/** Interval in ms in which the budget grows by a call. Other replicas and tools also need calls. */
const intervalMs = 500;

/** Limits the calls to an account and region. */
export class LogCallBudget {
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<void>;
  /** By place: when the budget is full again, in epoch milliseconds. */
  readonly #fullAt = new Map<string, number>();

  constructor(
    options: {
      now?: () => number;
      wait?: (ms: number) => Promise<void>;
    } = {},
  ) {
    this.#now = options.now ?? Date.now;
    this.#wait = options.wait ?? delay;
  }

  /**
   * Resolves when a call may start. Returns false, at once, if that is after the deadline.
   *
   * @param deadline - epoch milliseconds
   */
  async take(place: string, deadline: number): Promise<boolean> {
    const now = this.#now();
    const fullAt = Math.max(this.#fullAt.get(place) ?? 0, now) + intervalMs;
    const startAt = Math.max(now, fullAt - burst * intervalMs);
    if (startAt > deadline) {
      return false;
    }
    this.#fullAt.set(place, fullAt);
    if (startAt > now) {
      await this.#wait(startAt - now);
    }
    return true;
  }
}
