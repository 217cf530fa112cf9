import assert from 'node:assert/strict';

/** The commands of a Markdown document: its `sh` blocks, in order. */
export function shellBlocks(markdown) {
  return Array.from(
    markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm),
    ([, commands]) => commands,
  );
}

/**
 * Runs a runbook's commands in a shell, in order. The caller names a part of the commands that it
 * expects.
 */
export class Runbook {
  #shell;
  #blocks;
  #taken = 0;

  /**
   * @param {import('./Shell.mjs').Shell} shell
   * @param {string[]} blocks
   */
  constructor(shell, blocks) {
    this.#shell = shell;
    this.#blocks = blocks;
  }

  /** Commands that were not run yet. */
  get left() {
    return this.#blocks.slice(this.#taken);
  }

  /** Runs the next commands. Returns their output. */
  async next(part) {
    return this.#shell.run(this.#take(part));
  }

  /** Runs the next commands, which must fail. */
  async nextFails(part) {
    return this.#shell.runToFailure(this.#take(part));
  }

  /** Repeats commands. */
  async again(part) {
    return this.#shell.run(this.#former(part));
  }

  /** Repeats commands, which must fail this time. */
  async againFails(part) {
    return this.#shell.runToFailure(this.#former(part));
  }

  #take(part) {
    const block = this.#blocks[this.#taken];
    assert.ok(
      block?.includes(part),
      `The test goes on with commands that have "${part}" in them, the runbook with\n${block}`,
    );
    this.#taken += 1;
    return block;
  }

  #former(part) {
    const block = this.#blocks
      .slice(0, this.#taken)
      .find(each => each.includes(part));
    assert.ok(block, `The runbook has no commands with "${part}" before here`);
    return block;
  }
}
