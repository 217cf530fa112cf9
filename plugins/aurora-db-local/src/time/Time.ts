/** A clock with timers. @public */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once after `delayMs` milliseconds. Returns a function that cancels the call. */
  wake(delayMs: number, run: () => Promise<void>): () => void;
}

/** The process's time. */
export const systemTime: Time = {
  now: () => Date.now(),
  wake(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
