import { isUrgent, type LoadPart, nameOf, partOf } from './loadParts';

/** A viewer's wish lasts until its next request, a minute later, and some time more, in ms. */
const wantedMs = 90_000;

interface Entry {
  part: LoadPart;
  wantedAt: number;
  /** The last attempt to read it; 0 if there was none. */
  triedAt: number;
}

/** Times by the names of parts. */
export type PartTimes = Record<string, number>;

/** Parts that take turns with those of the other lanes. */
interface Lane {
  parts: LoadPart[];
  /** The last attempt to read one of its parts. */
  triedAt: number;
}

/**
 * The parts of one instance that viewers want. If not all of them can be read at once, each part
 * that decides the health has a lane of its own, and all others share one. The lanes take turns,
 * and so do the parts of a lane: none waits for ever.
 */
export class PartQueue {
  readonly #entries = new Map<string, Entry>();
  #lastTry = 0;

  want(part: LoadPart, now: number): void {
    const entry = this.#entry(part);
    entry.wantedAt = Math.max(entry.wantedAt, now);
  }

  /** Records an attempt to read a part. Of two attempts at once, the first is the earlier. */
  try(part: LoadPart, now: number): void {
    this.#lastTry = Math.max(now, this.#lastTry + 1);
    this.#entry(part).triedAt = this.#lastTry;
  }

  /** What other replicas want and tried. */
  add(wanted: PartTimes, tried: PartTimes): void {
    for (const [name, at] of Object.entries(wanted)) {
      const part = partOf(name);
      if (part) {
        this.want(part, at);
      }
    }
    for (const [name, at] of Object.entries(tried)) {
      const entry = this.#entries.get(name);
      if (entry) {
        entry.triedAt = Math.max(entry.triedAt, at);
      }
    }
  }

  wanted(now: number): PartTimes {
    return this.#times(now, ({ wantedAt }) => wantedAt);
  }

  tried(now: number): PartTimes {
    return this.#times(now, ({ triedAt }) => triedAt);
  }

  /**
   * The wanted parts in the order in which they are to be read.
   *
   * @param isDue - whether the part is to be read at all
   */
  order(now: number, isDue: (part: LoadPart) => boolean): LoadPart[] {
    const due = this.#current(now)
      .filter(({ part }) => isDue(part))
      // Of new parts, the charts come first.
      .sort(
        (one, other) =>
          one.triedAt - other.triedAt ||
          Number(other.part.kind === 'load') - Number(one.part.kind === 'load'),
      );
    const urgent = due.filter(({ part }) => isUrgent(part));
    const lanes: Lane[] = [
      ...urgent.map(({ part, triedAt }) => ({ parts: [part], triedAt })),
      {
        parts: due.map(({ part }) => part).filter(part => !isUrgent(part)),
        triedAt: this.#othersTriedAt(now),
      },
    ];
    return due
      .map((_, turn) => {
        const lane = lanes
          .filter(({ parts }) => parts.length > 0)
          .reduce((first, one) => (one.triedAt < first.triedAt ? one : first));
        lane.triedAt = now + turn;
        return lane.parts.shift();
      })
      .filter(part => part !== undefined);
  }

  #othersTriedAt(now: number): number {
    return this.#current(now)
      .filter(({ part }) => !isUrgent(part))
      .reduce((latest, { triedAt }) => Math.max(latest, triedAt), 0);
  }

  #current(now: number): Entry[] {
    for (const [name, { wantedAt }] of this.#entries) {
      if (wantedAt <= now - wantedMs) {
        this.#entries.delete(name);
      }
    }
    return [...this.#entries.values()];
  }

  #times(now: number, timeOf: (entry: Entry) => number): PartTimes {
    return Object.fromEntries(
      this.#current(now).map(entry => [nameOf(entry.part), timeOf(entry)]),
    );
  }

  #entry(part: LoadPart): Entry {
    const name = nameOf(part);
    const entry = this.#entries.get(name) ?? { part, wantedAt: 0, triedAt: 0 };
    this.#entries.set(name, entry);
    return entry;
  }
}
