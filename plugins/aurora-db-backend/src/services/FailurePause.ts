import { AwsUnavailableError } from './AwsUnavailableError';

/** After a failure AWS is left alone for so long, in milliseconds. */
const pauseMs = 10_000;

/** Keeps callers off an AWS API for a few seconds after it gave no answer, so that a struggling API isn't hammered. */
export class FailurePause {
  readonly #now: () => number;
  #last: { at: number; error: AwsUnavailableError } | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Runs `read`, unless the last run failed a moment ago. Returns why there is no answer, or undefined where there is one;
   * errors other than an AwsUnavailableError are thrown.
   */
  async attempt(
    read: () => Promise<void>,
  ): Promise<AwsUnavailableError | undefined> {
    if (this.#last && this.#now() - this.#last.at < pauseMs) {
      return this.#last.error;
    }
    try {
      await read();
      this.#last = undefined;
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      this.#last = { at: this.#now(), error };
      return error;
    }
  }
}
