import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const exec = promisify(execFile);
/** How long an application may take to follow a switch, in milliseconds. */
const followsWithinMs = 60_000;

const ask = `
import { connectAsOwner } from './scripts/connectAsOwner.ts';
const { client } = await connectAsOwner(process.env.SECRET, 'test');
const { rows = [] } = await client.query(process.env.STATEMENT);
await client.end();
console.log(JSON.stringify(rows));`;

/** An application at work, and its databases as its owner sees them. */
export class Application {
  #folder;
  #variables;
  #child;
  #acknowledged = [];
  #written = 0;
  #complaints = [];

  /** @param {{ folder: string, variables: NodeJS.ProcessEnv }} options where it is installed, and the environment of its commands */
  constructor({ folder, variables }) {
    this.#folder = folder;
    this.#variables = variables;
    copyFileSync(
      join(import.meta.dirname, 'recordProgress.mjs'),
      join(folder, 'recordProgress.mjs'),
    );
  }

  /** The entries that it was told are written since it was started: `{ actionId, recordedOn }`. */
  get acknowledged() {
    return this.#acknowledged;
  }

  /** @param {string} secretId its `DATABASE_SECRET_ID` */
  async start(secretId) {
    this.#written += this.#acknowledged.length;
    this.#acknowledged = [];
    this.#child = spawn('node', ['recordProgress.mjs'], {
      cwd: this.#folder,
      env: {
        ...this.#variables,
        DATABASE_SECRET_ID: secretId,
        FIRST: this.#written,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const acknowledged = this.#acknowledged;
    createInterface({ input: this.#child.stdout }).on('line', line =>
      acknowledged.push(JSON.parse(line)),
    );
    createInterface({ input: this.#child.stderr }).on('line', line => {
      this.#complaints = [...this.#complaints.slice(-9), line];
    });
    await this.goesOn();
  }

  /** Waits until something more is written; answers how long that took, in milliseconds. */
  async goesOn() {
    const before = this.#acknowledged.length;
    const begun = Date.now();
    while (this.#acknowledged.length === before) {
      if (Date.now() - begun > followsWithinMs) {
        throw new Error(
          `The application has written nothing for ${followsWithinMs} ms. It said last:\n${this.#complaints.join('\n')}`,
        );
      }
      await delay(50);
    }
    return Date.now() - begun;
  }

  async stop() {
    if (this.#child && this.#child.exitCode === null) {
      const ended = once(this.#child, 'close');
      this.#child.kill('SIGTERM');
      await ended;
    }
  }

  /** Rows of a database, by its secret. */
  async query(secret, statement) {
    const { stdout } = await exec(
      'node',
      ['--input-type=module', '--eval', ask],
      {
        cwd: this.#folder,
        env: { ...this.#variables, SECRET: secret, STATEMENT: statement },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return JSON.parse(stdout);
  }

  /** Of what was acknowledged, from the so-manieth on, what a database doesn't have. */
  async lostIn(secret, from = 0) {
    // What is acknowledged later may be too late for the query.
    const expected = this.#acknowledged.slice(from);
    const kept = new Set(
      (
        await this.query(
          secret,
          'SELECT action_id, recorded_on::text FROM progress_entries',
        )
      ).map(row => `${row.action_id} ${row.recorded_on}`),
    );
    return expected.filter(
      ({ actionId, recordedOn }) => !kept.has(`${actionId} ${recordedOn}`),
    );
  }
}
