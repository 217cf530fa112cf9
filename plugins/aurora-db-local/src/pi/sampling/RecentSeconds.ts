import {
  type LoadKey,
  type LoadRecord,
  type SampledCounter,
  sampledCounters,
} from '../LoadRecord';

/** An hour. */
const seconds = 3_600;

type Load = ReadonlyArray<{ key: LoadKey; sessions: number }>;

const none: Load = [];

/** The samples of the last hour, second by second. */
export class RecentSeconds {
  readonly #times = new Float64Array(seconds);
  readonly #loads: Load[] = [];
  readonly #counters = new Float32Array(seconds * sampledCounters.length);

  add(
    at: number,
    load: Load,
    counters: Readonly<Record<SampledCounter, number>>,
  ): void {
    const second = Math.floor(at / 1000);
    const slot = second % seconds;
    this.#times[slot] = second * 1000;
    this.#loads[slot] = load.length > 0 ? load : none;
    sampledCounters.forEach((name, index) => {
      this.#counters[slot * sampledCounters.length + index] = counters[name];
    });
  }

  /** In the order of their times, without those at `end`. */
  between(start: number, end: number): LoadRecord[] {
    const slots = Array.from(this.#times.keys()).filter(slot => {
      const at = this.#times[slot] ?? 0;
      return at !== 0 && at >= start && at < end;
    });
    return slots.map(slot => this.#record(slot)).sort((a, b) => a.at - b.at);
  }

  #record(slot: number): LoadRecord {
    const first = slot * sampledCounters.length;
    return {
      at: this.#times[slot] ?? 0,
      samples: 1,
      load: this.#loads[slot] ?? none,
      counters: Object.fromEntries(
        sampledCounters.map((name, index) => {
          const value = this.#counters[first + index] ?? 0;
          return [name, { sum: value, minimum: value, maximum: value }];
        }),
      ),
      statisticsSeconds: 0,
      statistics: [],
    };
  }
}
