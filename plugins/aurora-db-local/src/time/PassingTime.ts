import type { Time } from './Time';

interface Wake {
  at: number;
  run: () => Promise<void>;
}

/**
 * A clock that tests advance. Minutes take only as long as the work in them, also on a busy
 * machine.
 *
 * @public
 */
export class PassingTime implements Time {
  #now: number;
  readonly #tell: (now: number) => void;
  /** In the order of the calls. */
  readonly #wakes = new Set<Wake>();

  /**
   * @param start - milliseconds since the epoch
   * @param tell - called with each new time, so that other clocks can follow
   */
  constructor(start: number, tell: (now: number) => void = () => {}) {
    this.#now = start;
    this.#tell = tell;
  }

  now(): number {
    return this.#now;
  }

  wake(delayMs: number, run: () => Promise<void>): () => void {
    const wake = { at: this.#now + delayMs, run };
    this.#wakes.add(wake);
    return () => void this.#wakes.delete(wake);
  }

  /**
   * Advances the time. Runs each task that becomes due at its time and waits for it. Rejects if a
   * task rejects.
   */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#wakes.delete(next);
      this.#set(next.at);
      await next.run();
    }
    this.#set(end);
  }

  #nextUntil(end: number): Wake | undefined {
    const [first] = [...this.#wakes]
      .filter(({ at }) => at <= end)
      .sort((one, other) => one.at - other.at);
    return first;
  }

  #set(now: number): void {
    if (now !== this.#now) {
      this.#now = now;
      this.#tell(now);
    }
  }
}
