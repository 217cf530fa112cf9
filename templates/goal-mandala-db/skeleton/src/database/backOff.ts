import { setTimeout as delay } from 'node:timers/promises';

/** The first wait is at most so long, the next one at most twice that, and so on up to the longest; in milliseconds. */
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/**
 * Waits before the next try: exponential backoff with full jitter, any time between nothing and the exponential limit, so that a
 * thousand functions which lost the same server don't come back in step.
 *
 * @param attempt - how many tries have failed
 * @param untilMs - epoch milliseconds after which no try may begin
 * @returns false, without waiting, where the next try would begin too late
 */
export async function backOff(
  attempt: number,
  untilMs: number,
  random: () => number = Math.random,
): Promise<boolean> {
  const limit = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  const wait = Math.round(random() * limit);
  if (Date.now() + wait >= untilMs) {
    return false;
  }
  await delay(wait);
  return true;
}
