import { coversOf, isUrgent, type LoadPart, nameOf, partOf } from './loadParts';

/** A viewer's wish lasts until its next request, a minute later, and some time more, in ms. */
const wantedMs = 75_000;
/** How long it is known when a part was tried, so that viewers who come again take turns, in ms. */
const knownMs = 30 * 60_000;
/** The causes of a health miss their minutes if the load was read longer ago, in ms. */
const lateMs = 90_000;
/** A viewer has just asked up to this time ago, in ms. */
const justAskedMs = 30_000;

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
 * The parts of one instance that viewers want. If not all of them can be read at once, a range that
 * a viewer just chose and that was never read comes first, and then the load for the health, which
 * comes before all if it is late. It needs one of the two calls of a minute. The statements for the
 * health and all others take turns, and so do the others: none waits for ever.
 */
export class PartQueue {
  readonly #entries = new Map<string, Entry>();
  #lastTry = 0;

  want(part: LoadPart, now: number): void {
    const entry = this.#entry(part);
    entry.wantedAt = Math.max(entry.wantedAt, now);
  }

  wants(part: LoadPart, now: number): boolean {
    return this.#current(now).some(one => nameOf(one.part) === nameOf(part));
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
   * The wanted parts in the order in which they are to be read. A part is left out if a longer one
   * that is wanted contains it.
   *
   * @param isDue - whether the part is to be read at all
   * @param isUnread - whether there is nothing to show of the part, not even an older reading
   */
  order(
    now: number,
    isDue: (part: LoadPart) => boolean,
    isUnread: (part: LoadPart) => boolean,
  ): LoadPart[] {
    const due = this.#uncovered(now, isUnread)
      .filter(({ part }) => isDue(part))
      .sort(inTurn);
    const isChosen = ({ part, wantedAt, triedAt }: Entry) =>
      part.kind === 'load' &&
      triedAt === 0 &&
      wantedAt > now - justAskedMs &&
      isUnread(part);
    const rankOf = (entry: Entry) => {
      const { part, triedAt } = entry;
      const isHealth = isUrgent(part) && part.kind === 'load';
      if (isHealth && triedAt > 0 && triedAt <= now - lateMs) {
        return 0;
      }
      if (isChosen(entry)) {
        return 1;
      }
      return isHealth ? 2 : 3;
    };
    const first = due
      .filter(entry => rankOf(entry) < 3)
      .sort((one, other) => rankOf(one) - rankOf(other));
    return [
      ...first.map(({ part }) => part),
      ...this.#takeTurns(
        now,
        due.filter(entry => !first.includes(entry)),
      ),
    ];
  }

  #takeTurns(now: number, due: Entry[]): LoadPart[] {
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

  /** The wanted parts that no other wanted part contains. Those wait as if asked for instead. */
  #uncovered(now: number, isUnread: (part: LoadPart) => boolean): Entry[] {
    const all = this.#current(now);
    const isCoveredBy = (entry: Entry, other: Entry) =>
      coversOf(entry.part).some(part => nameOf(part) === nameOf(other.part));
    return all
      .filter(entry => !all.some(other => isCoveredBy(entry, other)))
      .map(entry => ({
        ...entry,
        wantedAt: Math.max(
          entry.wantedAt,
          ...all
            .filter(one => isCoveredBy(one, entry) && isUnread(one.part))
            .map(({ wantedAt }) => wantedAt),
        ),
      }));
  }

  #othersTriedAt(now: number): number {
    return this.#current(now)
      .filter(({ part }) => !isUrgent(part))
      .reduce((latest, { triedAt }) => Math.max(latest, triedAt), 0);
  }

  #current(now: number): Entry[] {
    for (const [name, { wantedAt }] of this.#entries) {
      if (wantedAt <= now - knownMs) {
        this.#entries.delete(name);
      }
    }
    return [...this.#entries.values()].filter(
      ({ wantedAt }) => wantedAt > now - wantedMs,
    );
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

/** Parts that were not tried come first, those that a viewer asked for last before all. */
function inTurn(one: Entry, other: Entry): number {
  return (
    one.triedAt - other.triedAt ||
    other.wantedAt - one.wantedAt ||
    // Of one request, the chart comes first.
    Number(other.part.kind === 'load') - Number(one.part.kind === 'load')
  );
}
