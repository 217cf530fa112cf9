import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';

/** Shortest pause after a failure, in ms. */
const shortestMs = 5_000;
/** Limit of the first pause, in ms. The limit doubles with each further failure in a row. */
const firstLimitMs = 10_000;
/**
 * Limit of every pause, in ms. It is one minute, so that each minute of CloudWatch has an attempt.
 */
const longestMs = 60_000;

/**
 * Longest wait for an answer, in ms. The caller then shows older data, because the SDK may retry
 * for minutes.
 */
const patienceMs = 8_000;

/**
 * Pauses the calls to an AWS API after a failure. Pauses grow exponentially while the API fails.
 * They are random (full jitter), so that replicas do not return at the same time. A success ends
 * the pause.
 */
export class AwsBackoff {
  readonly #now: () => number;
  readonly #random: () => number;
  #failures = 0;
  #last: { until: number; error: AwsUnavailableError } | undefined;

  /**
   * @param random - a number from 0 up to, but not including, 1
   */
  constructor(now: () => number, random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  get isPausing(): boolean {
    return this.#last !== undefined && this.#now() < this.#last.until;
  }

  /**
   * Runs `read` unless a pause is in force. Returns the failure, or undefined after a success.
   * Throws errors other than an AwsUnavailableError. A late answer still ends the pause.
   *
   * @param environment - the environment that is read
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
      // Concurrent calls see the same failure. Only the first one starts a pause.
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

/** Throws an AwsUnavailableError if `reading` takes longer than `patienceMs`. */
async function inTime(
  { name, accountId, region }: EnvironmentConfig,
  reading: Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AwsUnavailableError(
          createMessage('error.awsSilent', {
            seconds: patienceMs / 1_000,
            accountId,
            environment: name,
            region,
          }),
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
