import { LRUCache } from 'lru-cache';

interface Answer {
  /** The inputs of the answer. */
  inputs: readonly unknown[];
  text: string;
}

/**
 * Maximum size of all answers, in characters. The JSON of 1,000 databases over an hour is half of
 * it.
 */
const maxSize = 16 * 1024 * 1024;

/** Caches answers that are expensive to make until one of their inputs changes. */
export class AnswerCache {
  readonly #answers = new LRUCache<string, Answer>({
    maxSize,
    sizeCalculation: ({ text }) => text.length + 512,
  });

  /**
   * @param key - names the answer
   *
   * @param inputs - all inputs of the answer, always the same number. The cache compares objects by
   * identity.
   */
  get(key: string, inputs: readonly unknown[], make: () => string): string {
    const known = this.#answers.get(key);
    if (known?.inputs.every((input, index) => input === inputs[index])) {
      return known.text;
    }
    const text = make();
    this.#answers.set(key, { inputs, text });
    return text;
  }
}
