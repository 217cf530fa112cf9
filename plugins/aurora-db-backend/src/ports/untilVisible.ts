import { setTimeout as sleep } from 'node:timers/promises';

/** AWS may take this long to show what was just created, in milliseconds. */
export const visibleWithinMs = 60_000;

const firstWaitMs = 200;
const longestWaitMs = 5_000;

/** Tells what AWS does not show yet from what is gone: that is absent at each look for a minute. */
export class Absence {
  readonly #withinMs: number;
  #since: number | undefined;

  constructor(withinMs: number = visibleWithinMs) {
    this.#withinMs = withinMs;
  }

  /** Notes a look that found nothing. Returns whether what was looked for counts as gone. */
  isOver(): boolean {
    this.#since ??= Date.now();
    return Date.now() - this.#since >= this.#withinMs;
  }

  /** Notes a look that found it. */
  end(): void {
    this.#since = undefined;
  }
}

/**
 * Reads until there is something, for as long as AWS may not show what was just created. Resolves with undefined if there is still
 * nothing then. Rejects with the signal's reason when it is aborted.
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
