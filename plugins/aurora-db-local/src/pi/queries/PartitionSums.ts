import type { LoadRecord } from '../LoadRecord';
import type { Filter, Grouping } from './dimensions';
import { LoadSums } from './LoadSums';

/** The load of each pair of a key and a partition. */
export class PartitionSums {
  readonly #all: LoadSums;
  readonly #pairs = new Map<string, number>();
  #samples = 0;

  constructor(
    private readonly filter: Filter,
    private readonly grouping: Grouping,
    private readonly keyOf: Grouping['nameOf'],
  ) {
    this.#all = new LoadSums(filter, grouping);
  }

  add(record: LoadRecord, period: number): void {
    this.#all.add(record, period);
    this.#samples += record.samples;
    for (const { key, sessions } of record.load) {
      const pair = pairOf(this.keyOf(key), this.grouping.nameOf(key));
      if (pair !== undefined && this.filter(key)) {
        this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + sessions);
      }
    }
  }

  keys(): ReturnType<LoadSums['members']> {
    return this.#all.members();
  }

  average(key: string, partition: string): number {
    return (this.#pairs.get(pairOf(key, partition) ?? '') ?? 0) / this.#samples;
  }
}

function pairOf(
  key: string | undefined,
  partition: string | undefined,
): string | undefined {
  return key === undefined || partition === undefined
    ? undefined
    : `${key} ${partition}`;
}
