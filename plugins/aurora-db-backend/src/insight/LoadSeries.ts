import type { LoadValues } from '../ports/LoadReader';

/** Decimals of average active sessions. */
const decimals = 3;

/** Values of several instances by time. A time without a value is a gap. */
export class LoadSeries {
  readonly #values = new Map<number, number>();

  add(times: readonly number[], values: LoadValues): void {
    times.forEach((at, slot) => {
      const value = values[slot];
      if (value !== null && value !== undefined) {
        this.#values.set(at, (this.#values.get(at) ?? 0) + value);
      }
    });
  }

  get points(): Array<[number, number]> {
    return [...this.#values]
      .sort(([one], [other]) => one - other)
      .map(([at, value]) => [at, roundLoad(value)]);
  }

  get sum(): number {
    return [...this.#values.values()].reduce((sum, value) => sum + value, 0);
  }
}

/** Rounds average active sessions. */
export function roundLoad(value: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
