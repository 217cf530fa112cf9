import { setTimeout as sleep } from 'node:timers/promises';

/** How long AWS may take to show a new resource, in milliseconds. */
export const visibleWithinMs = 60_000;

const firstWaitMs = 200;
const longestWaitMs = 5_000;

/**
 * Distinguishes a resource that AWS does not show yet from one that is gone: the latter is absent
 * in every read for a minute.
 */
export class Absence {
  readonly #withinMs: number;
  #since: number | undefined;

  constructor(withinMs: number = visibleWithinMs) {
    this.#withinMs = withinMs;
  }

  /** Records a read that found nothing. Returns whether the resource counts as gone. */
  isOver(): boolean {
    this.#since ??= Date.now();
    return Date.now() - this.#since >= this.#withinMs;
  }

  /** Records a read that found the resource. */
  end(): void {
    this.#since = undefined;
  }
}

/**
 * Repeats a read until it returns a value, for as long as AWS may hide a new resource. Resolves
 * with undefined if it still returns none. Rejects with the signal's reason on abort.
 */
export async function untilVisible<T>(
  read: () => Promise<T | undefined>,
  options: { withinMs?: number; signal?: AbortSignal } = {},
): Promise<T | undefined> {
  const { withinMs = visibleWithinMs, signal } = options;
  const absence = new Absence(withinMs);
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 1.5, longestWaitMs)) {
    const found = await read();
    if (found !== undefined || absence.isOver()) {
      return found;
    }
    await sleep(Math.min(wait, withinMs), undefined, { signal }).catch(
      error => {
        signal?.throwIfAborted();
        throw error;
      },
    );
  }
}
