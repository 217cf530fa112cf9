import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How long things took, in milliseconds. */
export interface Percentiles {
  count: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
}

/** The longest time that is told apart, in microseconds: an hour. */
const longest = 3_600_000_000;

/** Takes times, each exact to a thousandth of it (HdrHistogram's three figures), however many there are. */
export class Durations {
  readonly #microseconds: RecordableHistogram = createHistogram({
    lowest: 1,
    highest: longest,
    figures: 3,
  });

  add(milliseconds: number): void {
    this.#microseconds.record(
      Math.min(longest, Math.max(1, Math.round(milliseconds * 1000))),
    );
  }

  /** Undefined where nothing was added: no time isn't a time of 0. */
  percentiles(): Percentiles | undefined {
    const { count, max } = this.#microseconds;
    if (count === 0) {
      return undefined;
    }
    const at = (percent: number) =>
      this.#microseconds.percentile(percent) / 1000;
    return {
      count,
      p50: at(50),
      p90: at(90),
      p95: at(95),
      p99: at(99),
      max: max / 1000,
    };
  }
}
