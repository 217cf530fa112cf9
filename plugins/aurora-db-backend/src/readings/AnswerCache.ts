import { LRUCache } from 'lru-cache';

/**
 * Maximum size of all answers, in characters. The JSON of 1,000 databases over an hour is half of
 * it.
 */
const maxSize = 16 * 1024 * 1024;

/** Caches answers that are expensive to make until one of their inputs changes. */
export class AnswerCache<T extends { text: string }> {
  readonly #answers = new LRUCache<
    string,
    { inputs: readonly unknown[]; answer: T }
  >({
    maxSize,
    sizeCalculation: ({ answer }) => answer.text.length + 512,
  });

  /**
   * @param key - names the answer
   *
   * @param inputs - all inputs of the answer, always the same number. The cache compares objects by
   * identity.
   */
  get(key: string, inputs: readonly unknown[], make: () => T): T {
    const known = this.#answers.get(key);
    if (known?.inputs.every((input, index) => input === inputs[index])) {
      return known.answer;
    }
    const answer = make();
    this.#answers.set(key, { inputs, answer });
    return answer;
  }
}
