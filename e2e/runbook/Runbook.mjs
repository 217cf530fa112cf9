import assert from 'node:assert/strict';

/** The commands of a Markdown document: its blocks of `sh`, in their order. */
export function shellBlocks(markdown) {
  return Array.from(
    markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm),
    ([, commands]) => commands,
  );
}

/** A runbook that is carried out in a shell, its commands in their order. Whoever does it says by a part of them which ones they take them for. */
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

  /** Commands that nobody has run yet. */
  get left() {
    return this.#blocks.slice(this.#taken);
  }

  /** Runs the next commands. Answers what they printed. */
  async next(part) {
    return this.#shell.run(this.#take(part));
  }

  /** Runs the next commands, which have to fail. */
  async nextFails(part) {
    return this.#shell.runToFailure(this.#take(part));
  }

  /** Runs commands once more, as whoever goes through the runbook another time. */
  async again(part) {
    return this.#shell.run(this.#former(part));
  }

  /** Runs commands once more, which have to fail this time. */
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
