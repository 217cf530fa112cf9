/** The time as it passes: what it is, and being woken later. */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once, `delayMs` milliseconds from now. Returns what calls it off. */
  wake(delayMs: number, run: () => Promise<void>): () => void;
}

/** The process's own. */
export const systemTime: Time = {
  now: () => Date.now(),
  wake(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
