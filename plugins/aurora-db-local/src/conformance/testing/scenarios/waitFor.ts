import { setTimeout as sleep } from 'node:timers/promises';

const longestMs = 180_000;

/** Waits until a check holds, and fails after three minutes with its name. */
export async function waitFor(
  what: string,
  check: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + longestMs;
  while (!(await check())) {
    if (Date.now() > end) {
      throw new Error(`${what} did not happen within ${longestMs / 1000} s.`);
    }
    await sleep(50);
  }
}
