import type { Scope } from '../service/AwsService';

/** Work on clusters: one task at a time for each cluster, in the order of the calls. */
export class WorkQueues {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, number>();

  /** Runs after the earlier tasks, even if they failed. Returns the result of the task. */
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

  /** The number of tasks that have not begun. */
  waiting(scope: Scope, identifier: string): number {
    return this.#waiting.get(keyOf(scope, identifier)) ?? 0;
  }

  /** Resolves when all tasks have ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}

function keyOf({ accountId, region }: Scope, identifier: string): string {
  return `${accountId}/${region}/${identifier}`;
}
