import { setTimeout as delay } from 'node:timers/promises';

/** Waits for some milliseconds. Returns false if the signal came first. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (milliseconds > 0 && !signal.aborted) {
    await delay(milliseconds, undefined, { signal }).catch(() => undefined);
  }
  return !signal.aborted;
}
