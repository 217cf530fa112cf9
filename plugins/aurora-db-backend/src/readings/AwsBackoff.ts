import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';

/** AWS is left alone for at least so long after a failure, in milliseconds. */
const shortestMs = 5_000;
/** The longest that a pause may be after the first failure; it doubles with each further one in a row. In milliseconds. */
const firstLimitMs = 10_000;
/** No pause is longer, in milliseconds: each of CloudWatch's minutes is tried. */
const longestMs = 60_000;

/** Nobody waits longer than this for an answer, in milliseconds: what was read before is shown instead. The SDK may try for minutes. */
const patienceMs = 8_000;

/**
 * Keeps callers off an AWS API for a while after it gave no answer, so that a struggling API isn't hammered: exponentially longer while
 * it goes on failing, at random within that (full jitter), so that replicas don't come back at once. One success ends it.
 */
export class AwsBackoff {
  readonly #now: () => number;
  readonly #random: () => number;
  #failures = 0;
  #last: { until: number; error: AwsUnavailableError } | undefined;

  /** @param random - from 0 up to, but not including, 1 */
  constructor(now: () => number, random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  /**
   * Runs `read`, unless AWS is being left alone. Returns why there is no answer, or undefined where there is one;
   * errors other than an AwsUnavailableError are thrown. An answer that comes later than somebody can wait still counts.
   *
   * @param environment - that is asked
   */
  async attempt(
    environment: EnvironmentConfig,
    read: () => Promise<void>,
  ): Promise<AwsUnavailableError | undefined> {
    const before = this.#last;
    if (before && this.#now() < before.until) {
      return before.error;
    }
    const reading = read().then(() => {
      this.#failures = 0;
      this.#last = undefined;
    });
    try {
      await inTime(environment, reading);
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      // Those who asked at the same time saw the same failure.
      if (this.#last === before) {
        this.#pause(error);
      }
      return error;
    }
  }

  #pause(error: AwsUnavailableError): void {
    const limit = Math.min(firstLimitMs * 2 ** this.#failures, longestMs);
    const pause = shortestMs + this.#random() * (limit - shortestMs);
    this.#failures += 1;
    this.#last = { until: this.#now() + pause, error };
  }
}

/** Throws an AwsUnavailableError where it takes too long. */
async function inTime(
  { name, accountId, region }: EnvironmentConfig,
  reading: Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AwsUnavailableError(
          `AWS has not answered for ${patienceMs / 1_000} seconds in account ${accountId} (${name}, ${region})`,
          'unreachable',
          accountId,
        ),
      );
    }, patienceMs);
  });
  try {
    await Promise.race([reading, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
