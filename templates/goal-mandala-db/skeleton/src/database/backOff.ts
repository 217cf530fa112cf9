import { setTimeout as delay } from 'node:timers/promises';

/** The first wait is at most so long, the next one at most twice that, and so on up to the longest; in milliseconds. */
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/**
 * How long to wait after so many failed tries, in milliseconds: exponential backoff with full jitter, any time between nothing and the
 * exponential limit, so that a thousand functions which lost the same server don't come back in step.
 *
 * @param random - from 0 to less than 1
 */
export function waitAfter(attempt: number, random: number): number {
  return Math.round(
    random * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)),
  );
}

/**
 * Waits before the next try; the last one comes when the time is up.
 *
 * @param attempt - how many tries have failed
 * @param untilMs - epoch milliseconds until when tries begin
 * @returns false, without waiting, where the time is up
 */
export async function backOff(
  attempt: number,
  untilMs: number,
): Promise<boolean> {
  const left = untilMs - Date.now();
  if (left <= 0) {
    return false;
  }
  await delay(Math.min(left, waitAfter(attempt, Math.random())));
  return true;
}
