/**
 * A queue in which requesters take turns: an item waits for at most one item of each other
 * requester.
 */
export class FairQueue<T> {
  /** By requester, in the order of their turns. */
  readonly #waiting = new Map<string, T[]>();

  /** Number of items of all requesters. */
  get size(): number {
    return [...this.#waiting.values()].reduce(
      (sum, { length }) => sum + length,
      0,
    );
  }

  sizeOf(requester: string): number {
    return this.#waiting.get(requester)?.length ?? 0;
  }

  add(requester: string, item: T): void {
    const own = this.#waiting.get(requester) ?? [];
    own.push(item);
    this.#waiting.set(requester, own);
  }

  /**
   * Removes and returns the next item; undefined if there is none. Its requester is then the last.
   */
  take(): T | undefined {
    for (const [requester, own] of this.#waiting) {
      this.#waiting.delete(requester);
      const item = own.shift();
      if (own.length > 0) {
        this.#waiting.set(requester, own);
      }
      return item;
    }
    return undefined;
  }

  remove(requester: string, item: T): void {
    const own = this.#waiting.get(requester)?.filter(one => one !== item);
    if (own && own.length > 0) {
      // Setting the value keeps the position of the requester.
      this.#waiting.set(requester, own);
    } else {
      this.#waiting.delete(requester);
    }
  }

  /** Removes and returns all items. */
  clear(): T[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return all;
  }
}
