import type { Time } from './Time';

interface Wake {
  at: number;
  run: () => Promise<void>;
}

/** A time that stands still until it is told to pass, so that a test's minutes take as long as what happens in them, on a busy machine too. */
export class PassingTime implements Time {
  #now: number;
  readonly #tell: (now: number) => void;
  /** In the order in which they were asked for. */
  readonly #wakes = new Set<Wake>();

  /**
   * @param start - milliseconds since the epoch
   * @param tell - told of each new time, so that other clocks can follow
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

  /** Lets milliseconds pass: runs what becomes due in them, each at its time and to its end. Rejects as what it runs does. */
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
