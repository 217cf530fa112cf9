import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isGroupRunning } from './isGroupRunning.mjs';

/**
 * A Node server in its own process group, with its output in a file. The whole group ends with the
 * server, and also if this process is killed.
 */
export class ManagedProcess {
  #child;
  #tail = [];
  #failure;
  #ended;

  /**
   * @param {{ name: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, logFile: string, failure?: RegExp }} options
   *   `args` are the script's path and its arguments. The `logFile` of the run before is kept as `.1`.
   *   `failure` captures the reason in the output of a process that runs but will never be usable.
   */
  constructor({ name, args, cwd, env, logFile, failure }) {
    this.name = name;
    this.logFile = logFile;
    if (existsSync(logFile)) {
      renameSync(logFile, `${logFile}.1`);
    }
    const log = createWriteStream(logFile, { mode: 0o600 });
    this.#child = spawn(
      process.execPath,
      ['--import', endWithParent, ...args],
      {
        cwd,
        env,
        detached: true,
        // This process never writes to its stdin. The server ends when stdin closes.
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', chunk => {
        log.write(chunk);
        const said = stripVTControlCharacters(String(chunk));
        this.#failure ??= failure?.exec(said)?.[1]?.trim();
        this.#tail.push(...String(chunk).split('\n').filter(Boolean));
        this.#tail.splice(0, this.#tail.length - 30);
      });
    }
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Resolves when the process ends, with how it ended. */
  get ended() {
    return this.#ended;
  }

  /** The last lines of its output. */
  get tail() {
    return this.#tail.join('\n');
  }

  /**
   * Waits until a URL returns the expected answer. Throws if the process ends or the time is over.
   */
  async answers(url, accept = response => response.ok, seconds = 600) {
    let ending;
    this.#ended.then(how => {
      ending = how;
    });
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      if (ending) {
        throw new Error(
          `${this.name} ended (${ending}) before it was usable:\n${this.tail}`,
        );
      }
      if (this.#failure) {
        throw new Error(`${this.name} can't start:\n${this.#failure}`);
      }
      try {
        if (
          await accept(
            await fetch(url, { signal: AbortSignal.timeout(10_000) }),
          )
        ) {
          return;
        }
      } catch {
        // Not listening yet.
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
    throw new Error(
      `${this.name} did not answer ${url} within ${seconds} s; its output is in ${this.logFile}, and ends:\n${this.tail}`,
    );
  }

  /**
   * Ends the whole group: with SIGTERM, and after a grace period with SIGKILL. aurora-db-local waits
   * up to 20 s for each PostgreSQL server of a cluster.
   */
  async stop(graceSeconds = 90) {
    const signalGroup = signal => {
      try {
        process.kill(-this.#child.pid, signal);
      } catch (error) {
        if (error.code !== 'ESRCH') {
          throw error;
        }
      }
    };
    const until = Date.now() + graceSeconds * 1000;
    signalGroup('SIGTERM');
    while (isGroupRunning(this.#child.pid)) {
      if (Date.now() > until) {
        signalGroup('SIGKILL');
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await this.#ended;
  }
}

const endWithParent = pathToFileURL(
  join(import.meta.dirname, 'endWithParent.mjs'),
).href;
