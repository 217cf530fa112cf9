import { setTimeout as delay } from 'node:timers/promises';

/** How long a status on the way is to be seen at least; work that takes longer adds nothing. */
const shortestTransitionMs = 150;

/**
 * Waits until a status could be seen.
 *
 * @param begun - when it was set, in milliseconds since the epoch
 */
export async function seen(begun: number): Promise<void> {
  await delay(Math.max(0, begun + shortestTransitionMs - Date.now()));
}
