import type { ServerLog } from './ServerLog';

/** What a postmaster writes after it has ended all processes of its server, because one died. */
const words = 'all server processes terminated; reinitializing';
/**
 * As a line without a session: statements of users cannot write one. With a SQLSTATE, if
 * `log_error_verbosity` is `verbose`.
 */
const crash = new RegExp(
  `^\\S+ \\S+ UTC::@:\\[\\d+\\]:LOG: {2}(?:00000: )?${words}$`,
  'm',
);
const lineFeed = 10;
const partBytes = 1024 * 1024;

/**
 * Finds in a server's log that all its sessions ended and its data was recovered. The server does
 * this by itself, and its postmaster stays.
 */
export class CrashWatch {
  #log: ServerLog | undefined;
  #position = 0;

  /** Begins with what is added to a log from now on. */
  async begin(log: ServerLog): Promise<void> {
    this.#position = await log.end();
    this.#log = log;
  }

  /** Whether it happened since the last call, or since {@link begin}. */
  async happened(): Promise<boolean> {
    const log = this.#log;
    if (!log) {
      return false;
    }
    let found = false;
    for (;;) {
      const { start, bytes } = await log.read(this.#position, partBytes);
      const lines = bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1);
      const length = bytes.length < partBytes ? lines.length : bytes.length;
      if (length === 0) {
        return found;
      }
      found ||= lines.includes(words) && crash.test(lines.toString('latin1'));
      this.#position = start + (lines.length || length);
    }
  }
}
