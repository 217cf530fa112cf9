import type { CounterValues, LoadRecord, SampledCounter } from '../LoadRecord';
import type { PeriodValues } from './LoadSums';

/** The values of a counter by period. */
export class CounterSums {
  readonly #periods = new Map<number, CounterValues & { samples: number }>();

  constructor(
    private readonly counter: SampledCounter,
    private readonly statistic: (
      values: CounterValues,
      samples: number,
    ) => number,
  ) {}

  add({ samples, counters }: LoadRecord, period: number): void {
    const values = counters[this.counter];
    if (values) {
      const before = this.#periods.get(period);
      this.#periods.set(period, {
        samples: samples + (before?.samples ?? 0),
        sum: values.sum + (before?.sum ?? 0),
        minimum: Math.min(values.minimum, before?.minimum ?? Infinity),
        maximum: Math.max(values.maximum, before?.maximum ?? -Infinity),
      });
    }
  }

  get values(): PeriodValues {
    return new Map(
      Array.from(this.#periods, ([period, values]) => [
        period,
        this.statistic(values, values.samples),
      ]),
    );
  }
}
