import type { LoadKey, LoadRecord } from '../LoadRecord';
import type { Filter, Grouping } from './dimensions';

/** A value for each period that has one, by the number of the period. */
export type PeriodValues = ReadonlyMap<number, number>;

/** A member of a group with its load: average active sessions. */
interface LoadMember {
  name: string;
  /** The last key of the member. */
  key: LoadKey;
  dimensions: Record<string, string>;
  total: number;
  values: PeriodValues;
}

interface Sums {
  key: LoadKey;
  total: number;
  periods: Map<number, number>;
}

/** Adds load up: all of it, and by the members of a group. */
export class LoadSums {
  #samples = 0;
  #total = 0;
  readonly #samplesOf = new Map<number, number>();
  readonly #periods = new Map<number, number>();
  readonly #members = new Map<string, Sums>();

  constructor(
    private readonly filter: Filter,
    private readonly grouping?: Grouping,
  ) {}

  add({ samples, load }: LoadRecord, period: number): void {
    this.#samples += samples;
    add(this.#samplesOf, period, samples);
    add(this.#periods, period, 0);
    for (const { key, sessions } of load) {
      if (this.filter(key)) {
        this.#total += sessions;
        add(this.#periods, period, sessions);
        const name = this.grouping?.nameOf(key);
        if (name !== undefined) {
          const sums: Sums = this.#members.get(name) ?? {
            key,
            total: 0,
            periods: new Map(),
          };
          sums.key = key;
          sums.total += sessions;
          add(sums.periods, period, sessions);
          this.#members.set(name, sums);
        }
      }
    }
  }

  get total(): number {
    return this.#samples > 0 ? this.#total / this.#samples : 0;
  }

  /** Only periods with samples. */
  get values(): PeriodValues {
    return this.#average(this.#periods);
  }

  /** Those with the most load first. */
  members(): LoadMember[] {
    return Array.from(this.#members)
      .sort(([, a], [, b]) => b.total - a.total)
      .slice(0, this.grouping?.limit)
      .map(([name, { key, total, periods }]) => ({
        name,
        key,
        dimensions: this.grouping?.valuesOf(key) ?? {},
        total: total / this.#samples,
        // A period with samples in which it had no load.
        values: this.#average(
          new Map(
            Array.from(this.#samplesOf.keys(), period => [
              period,
              periods.get(period) ?? 0,
            ]),
          ),
        ),
      }));
  }

  #average(sums: ReadonlyMap<number, number>): PeriodValues {
    return new Map(
      Array.from(sums, ([period, sum]) => [
        period,
        sum / (this.#samplesOf.get(period) ?? 1),
      ]),
    );
  }
}

export function add<K>(sums: Map<K, number>, key: K, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}
