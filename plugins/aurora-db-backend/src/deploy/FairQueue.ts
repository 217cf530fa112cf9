/** Waiting work of several requesters, who take turns: what one asks for waits for no more than one piece of work of each other. */
export class FairQueue<T> {
  /** By requester, in the order of their turns. */
  readonly #waiting = new Map<string, T[]>();

  /** Of all requesters. */
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

  /** The next piece of work; undefined if none waits. Its requester is the last in turn then. */
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
      // In its place: a removal costs no turn.
      this.#waiting.set(requester, own);
    } else {
      this.#waiting.delete(requester);
    }
  }

  /** Takes all that waits. */
  clear(): T[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return all;
  }
}
