import { LRUCache } from 'lru-cache';

interface Answer {
  /** What it was made of. */
  inputs: readonly unknown[];
  text: string;
}

/** Of all answers, in characters: JSON of a thousand databases over an hour is half of it. */
const maxSize = 16 * 1024 * 1024;

/** Answers that take work to make, kept until what they are made of is something else. */
export class AnswerCache {
  readonly #answers = new LRUCache<string, Answer>({
    maxSize,
    sizeCalculation: ({ text }) => text.length + 512,
  });

  /**
   * @param key - names the answer
   * @param inputs - all that it depends on, always as many; objects are the same if they are the very same
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
