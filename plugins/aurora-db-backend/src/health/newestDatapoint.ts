/** A value in a slot of a window. */
export interface Datapoint {
  slot: number;
  value: number;
}

/** The newest datapoint of a metric; undefined if it has none in the window. */
export function newestDatapoint(
  values: Float64Array | undefined,
): Datapoint | undefined {
  for (let slot = (values?.length ?? 0) - 1; slot >= 0; slot -= 1) {
    const value = values?.[slot];
    if (value !== undefined && !Number.isNaN(value)) {
      return { slot, value };
    }
  }
  return undefined;
}
