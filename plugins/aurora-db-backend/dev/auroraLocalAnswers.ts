import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 50;

/**
 * Waits until aurora-db-local answers, because it starts at the same time. Without its address, the
 * environments are on AWS.
 *
 * @param seconds - how long to wait; the backend then starts and reports what it cannot reach
 */
export async function auroraLocalAnswers(
  url = process.env.AURORA_DB_LOCAL_URL,
  seconds = 120,
): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (url && Date.now() < until) {
    const isThere = await fetch(`${url}/_aurora-local/health`).then(
      response => response.ok,
      () => false,
    );
    if (isThere) {
      return;
    }
    await delay(pollMs);
  }
}
