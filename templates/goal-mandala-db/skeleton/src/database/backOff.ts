import { setTimeout as delay } from 'node:timers/promises';

/** Longest first wait in milliseconds. Each further limit is twice the one before. */
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/**
 * Returns the wait after a number of failed tries, in milliseconds: a random time up to an
 * exponential limit, so that many functions that lost the same server do not return at once.
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
 * @returns false, without waiting, if the time is up
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
