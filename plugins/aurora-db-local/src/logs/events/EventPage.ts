/** AWS's limit of a page, and what it counts for each event besides its message. */
const mostBytes = 1024 * 1024;
const bytesOfEvent = 26;

/** Events up to a number and up to 1 MB. It takes one event of any size. */
export class EventPage<T> {
  readonly items: T[] = [];
  #bytes = 0;

  constructor(private readonly limit: number) {}

  /** @returns whether the event was added */
  add(item: T, messageBytes: number): boolean {
    const bytes = this.#bytes + messageBytes + bytesOfEvent;
    if (
      this.items.length >= this.limit ||
      (bytes > mostBytes && this.items.length > 0)
    ) {
      return false;
    }
    this.#bytes = bytes;
    this.items.push(item);
    return true;
  }
}
