import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

/** Longest time that an application takes to follow a switch, in milliseconds. */
const followsWithinMs = 60_000;

/** A query as the owner of the tables. */
const askAsOwner = `
import { connectAsOwner } from './scripts/connectAsOwner.ts';
const { client } = await connectAsOwner(process.env.DATABASE_SECRET_ID, 'test');
const { rows = [] } = await client.query(process.env.STATEMENT);
await client.end();
console.log(JSON.stringify(rows));`;

/** A query as a function. */
const askAsFunction = `
import { Database } from './src/database/Database.ts';
const database = new Database({ log: () => {} });
const rows = await database.read(client => client.$queryRawUnsafe(process.env.STATEMENT));
await database.close();
console.log(JSON.stringify(rows));`;

/** A running application, and its databases as their owner sees them. */
export class Application {
  #folder;
  #owner;
  #functions;
  #child;
  #acknowledged = [];
  #written = 0;
  #complaints = [];

  /**
   * @param {{ folder: string, owner: NodeJS.ProcessEnv, functions: NodeJS.ProcessEnv }} options
   *   folder of the installation, and the variables of its team and of its functions
   */
  constructor({ folder, owner, functions }) {
    this.#folder = folder;
    this.#owner = owner;
    this.#functions = functions;
    copyFileSync(
      join(import.meta.dirname, 'recordProgress.mjs'),
      join(folder, 'recordProgress.mjs'),
    );
  }

  /** The entries that the application acknowledged since its start: `{ actionId, recordedOn }`. */
  get acknowledged() {
    return this.#acknowledged;
  }

  /**
   * @param {string} secretId its `DATABASE_SECRET_ID`
   * @param {'iam' | 'secret'} auth with a token or with
   *   the password of the master secret, which only the team may read
   */
  async start(secretId, auth = 'iam') {
    this.#written += this.#acknowledged.length;
    this.#acknowledged = [];
    this.#child = spawn('node', ['recordProgress.mjs'], {
      cwd: this.#folder,
      env: {
        ...(auth === 'iam' ? this.#functions : this.#owner),
        DATABASE_SECRET_ID: secretId,
        DATABASE_AUTH: auth,
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

  /**
   * Waits until the application acknowledges another entry. Returns how long that took, in
   * milliseconds.
   */
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

  /** Runs a statement as the owner of the database that a secret leads to. */
  async query(secretId, statement) {
    return this.#ask(askAsOwner, this.#owner, secretId, statement);
  }

  /** The user name of a function in the database that a secret leads to. */
  async userOfFunctions(secretId) {
    const [{ user }] = await this.#ask(
      askAsFunction,
      this.#functions,
      secretId,
      'SELECT current_user AS user',
    );
    return user;
  }

  /** The acknowledged entries, from index `from` on, that a database does not have. */
  async lostIn(secret, from = 0) {
    // Entries that are acknowledged later may be too late for the query.
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
  async #ask(script, variables, secretId, statement) {
    const { stdout } = await execa(
      'node',
      ['--input-type=module', '--eval', script],
      {
        cwd: this.#folder,
        env: {
          ...variables,
          DATABASE_SECRET_ID: secretId,
          STATEMENT: statement,
        },
        extendEnv: false,
      },
    );
    return JSON.parse(stdout);
  }
}
