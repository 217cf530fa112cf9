import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Commands run as in a careful script, which ends at the first failure or unset variable. */
const careful = 'set -euo pipefail';

/**
 * A bash that runs commands one after the other, as if a user typed them. Each sees the variables
 * of the earlier ones.
 */
export class Shell {
  #bash;
  #folder = mkdtempSync(join(tmpdir(), 'aurora-db-shell-'));
  #output = '';
  #onOutput = () => {};
  #ended;

  /** @param {{ folder: string, variables: NodeJS.ProcessEnv }} options */
  constructor({ folder, variables }) {
    this.#bash = spawn('bash', ['--norc', '--noprofile'], {
      cwd: folder,
      env: variables,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#bash.stdout.on('data', chunk => {
      this.#output += chunk;
      this.#onOutput();
    });
    this.#ended = new Promise(resolve => {
      this.#bash.once('close', code => {
        this.#onOutput();
        resolve(code);
      });
    });
    // Node's pipes are sockets, which no process can open by the name /dev/stderr.
    this.#type(`exec > >(cat) 2>&1\n${careful}\n`);
  }

  /** Runs commands that must succeed. Returns their output. */
  async run(commands) {
    const { status, output } = await this.#source(
      commands,
      file => `. ${file} < /dev/null\nstatus=0\n`,
    );
    if (status !== 0) {
      throw new Error(`This failed:\n${commands}\nIt printed:\n${output}`);
    }
    return output;
  }

  /** Runs commands that must fail, in a separate shell. Returns their output. */
  async runToFailure(commands) {
    const { status, output } = await this.#source(
      commands,
      file =>
        `set +e\n( ${careful}; . ${file} ) < /dev/null\nstatus=$?\n${careful}\n`,
    );
    if (status === 0) {
      throw new Error(
        `This succeeded, and should not have:\n${commands}\nIt printed:\n${output}`,
      );
    }
    return output;
  }

  /** The value of a variable or of an expansion in braces. */
  async value(name) {
    return this.run(`printf '%s' "$${name}"`);
  }

  async end() {
    this.#bash.stdin.end();
    await this.#ended;
    rmSync(this.#folder, { recursive: true });
  }

  /** Resolves when the commands or bash itself have ended. */
  async #source(commands, line) {
    const file = join(this.#folder, randomUUID());
    writeFileSync(file, commands);
    const marker = randomUUID();
    this.#output = '';
    this.#type(`${line(file)}printf '\\n${marker} %s\\n' "$status"\n`);
    const end = new RegExp(`\\n${marker} (\\d+)\\n`);
    let code;
    void this.#ended.then(ended => {
      code = ended;
    });
    for (;;) {
      const found = end.exec(this.#output);
      if (found) {
        return {
          status: Number(found[1]),
          output: this.#output.slice(0, found.index),
        };
      }
      if (code !== undefined) {
        return { status: code, output: this.#output };
      }
      await Promise.race([
        new Promise(resolve => {
          this.#onOutput = resolve;
        }),
        this.#ended,
      ]);
    }
  }

  #type(text) {
    if (this.#bash.exitCode === null) {
      this.#bash.stdin.write(text);
    }
  }
}
