import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPortal } from './BenchPortal';

/**
 * Delay of a card's request after CloudWatch's minute, plus the spread, in ms. The same as in
 * pollDelay.
 */
const settleMs = 5_000;
const spreadMs = 15_000;

/** The path of a database's details, by the name of its entity. */
export const clusterPath = (name: string) =>
  `/api/aurora-db/clusters/default/${name}`;

/** Requests the health of a few databases once a minute, and counts its requests. */
export class BenchViewer {
  requests = 0;
  readonly failures: string[] = [];
  readonly #portal: BenchPortal;
  readonly #paths: string[];
  readonly #delayMs: number;

  /**
   * @param names - entities whose cards the viewer has open
   * @param share - position among all viewers, from 0 to 1
   */
  constructor(
    portal: BenchPortal,
    names: readonly string[],
    options: { hasList: boolean; share: number },
  ) {
    this.#portal = portal;
    // The card requests the cluster and its health.
    this.#paths = names.flatMap(name => [
      clusterPath(name),
      `${clusterPath(name)}/health`,
    ]);
    if (options.hasList) {
      this.#paths.push('/api/aurora-db/clusters');
    }
    this.#delayMs = settleMs + spreadMs * options.share;
  }

  /** One poll. Its delay after the minute equals that of this viewer's cards. */
  async poll(): Promise<void> {
    await delay(this.#delayMs);
    this.requests += this.#paths.length;
    await Promise.all(
      this.#paths.map(path =>
        this.#portal.get(path).catch((error: Error) => {
          const text = [error.message, error.cause].join(': ');
          this.failures.push(text.slice(0, 300).replace(/\s+/g, ' '));
        }),
      ),
    );
  }
}
