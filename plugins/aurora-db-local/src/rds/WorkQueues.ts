import type { Scope } from '../service/AwsService';

/** Work on clusters: one piece at a time for each cluster, in the order of asking. */
export class WorkQueues {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, number>();

  /** Runs when what was asked for before is done, well or not; the promise is that of the work. */
  run<T>(scope: Scope, identifier: string, work: () => Promise<T>): Promise<T> {
    const key = keyOf(scope, identifier);
    this.#waiting.set(key, this.waiting(scope, identifier) + 1);
    const turn = async () => {
      this.#waiting.set(key, this.waiting(scope, identifier) - 1);
      return work();
    };
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(turn, turn);
    this.#last.set(key, result);
    return result;
  }

  /** How much was asked for and has not begun. */
  waiting(scope: Scope, identifier: string): number {
    return this.#waiting.get(keyOf(scope, identifier)) ?? 0;
  }

  /** Resolves when everything that was asked for is done. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}

function keyOf({ accountId, region }: Scope, identifier: string): string {
  return `${accountId}/${region}/${identifier}`;
}
