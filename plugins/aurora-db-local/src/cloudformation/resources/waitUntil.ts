import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Repeats until the check is true. Rejects with an AbortError when the signal is aborted. */
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
