import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Repeats a check until it returns true. Rejects with an AbortError on abort. */
export async function waitUntil(
  check: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await check()) {
      return;
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}
