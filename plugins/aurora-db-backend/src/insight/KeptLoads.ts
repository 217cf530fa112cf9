import { LRUCache } from 'lru-cache';
import type { Timed } from '../readings/SharedCache';
import { cutLoad } from './cutLoad';
import { entryKey, type LoadInstance } from './LoadInstance';
import { coversOf, type LoadPart, valueNameOf } from './loadParts';
import { type LoadValue, sizeOf } from './LoadValue';
import { loadWindow } from './loadWindow';

/** Maximum size of all values, in bytes. */
const maxBytes = 64 * 1024 * 1024;

/** What was read of all instances. A longer reading also serves the ranges that it contains. */
export class KeptLoads {
  readonly #values: LRUCache<string, Timed<LoadValue>>;

  /** @param keptMs - how long values are kept after they were read, in ms */
  constructor(keptMs: number) {
    this.#values = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ value }) => sizeOf(value),
      ttl: keptMs,
    });
  }

  /** Returns false if a reading that is as new is known. */
  keep(
    instance: LoadInstance,
    part: LoadPart,
    entry: Timed<LoadValue>,
  ): boolean {
    const key = entryKey(instance, part);
    const isNew = entry.readAt > (this.#values.get(key)?.readAt ?? 0);
    if (isNew) {
      this.#values.set(key, entry);
    }
    return isNew;
  }

  /** When the newest reading that has the part was read, in epoch milliseconds. */
  readAt(instance: LoadInstance, part: LoadPart): number | undefined {
    return this.#newest(instance, part)?.entry.readAt;
  }

  find(instance: LoadInstance, part: LoadPart): Timed<LoadValue> | undefined {
    const { of, entry } = this.#newest(instance, part) ?? {};
    return of &&
      part.kind === 'load' &&
      entry?.value.kind === 'load' &&
      valueNameOf(of) !== valueNameOf(part)
      ? {
          readAt: entry.readAt,
          value: {
            kind: 'load',
            load: cutLoad(
              entry.value.load,
              loadWindow(part.range, entry.readAt).startMs,
            ),
          },
        }
      : entry;
  }

  /** The newest reading that has the part, and what it is a reading of. */
  #newest(instance: LoadInstance, part: LoadPart) {
    return [part, ...coversOf(part)]
      .flatMap(of => {
        const entry = this.#values.get(entryKey(instance, of));
        return entry ? [{ of, entry }] : [];
      })
      .sort((one, other) => other.entry.readAt - one.entry.readAt)[0];
  }
}
