import { setTimeout as delay } from 'node:timers/promises';

/** Shortest time for which a temporary status is visible, in ms. Longer work adds no wait. */
const shortestTransitionMs = 150;

/**
 * Waits until clients had time to see a temporary status.
 *
 * @param begun - the time when it was set, in milliseconds since the epoch
 */
export async function keepStatusVisible(begun: number): Promise<void> {
  await delay(Math.max(0, begun + shortestTransitionMs - Date.now()));
}
