import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from '../ports/errors/AwsUnavailableError';

/**
 * Longest time without an answer from AWS before following ends, in ms. What AWS does continues.
 */
const patienceMs = 300_000;

/** Something that AWS does, and how to follow it. */
interface Followed<T> {
  /** Reads the state. Returns the result when AWS is done. `say` adds a line to the log. */
  read(say: (line: string) => void): Promise<T | undefined>;
  /** The line that follows a silence of `heartbeatMs` in the log. */
  describeWait(): string;
  /** What is followed, for the log. */
  name: string;
  /** The wait between the first two reads, in ms. */
  firstWaitMs: number;
  /** How much longer each wait is than the one before it. */
  growth: number;
  longestWaitMs: number;
  /** Longest silence in the log, in ms. Proxies drop connections that are silent for 60 s. */
  heartbeatMs: number;
  log(line: string): void;
  signal?: AbortSignal;
}

/**
 * Reads until AWS is done. Continues while AWS gives no answer for a temporary reason. Rejects with
 * the signal's reason on abort; what AWS does continues.
 */
export async function followUntilDone<T>(followed: Followed<T>): Promise<T> {
  const { name, growth, longestWaitMs, heartbeatMs, log, signal } = followed;
  let lastLineAt = Date.now();
  let lastAnswerAt = Date.now();
  const say = (line: string) => {
    lastLineAt = Date.now();
    log(line);
  };
  let wait = followed.firstWaitMs;
  for (;;) {
    try {
      const result = await followed.read(say);
      if (result !== undefined) {
        return result;
      }
      lastAnswerAt = Date.now();
    } catch (error) {
      if (!isPassing(error) || Date.now() - lastAnswerAt > patienceMs) {
        throw error;
      }
      say(`${error.message}. Still following ${name}`);
    }
    if (Date.now() - lastLineAt > heartbeatMs) {
      say(followed.describeWait());
    }
    await sleep(wait, undefined, { signal }).catch(error => {
      signal?.throwIfAborted();
      throw error;
    });
    wait = Math.min(wait * growth, longestWaitMs);
  }
}
