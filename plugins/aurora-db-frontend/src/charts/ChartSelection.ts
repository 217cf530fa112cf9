/** The part of a range that a user selected on a chart, from datapoint to datapoint. */
export interface ChartSelection {
  /** The time of the datapoint at which the selection began, in epoch milliseconds. */
  anchor: number;
  /** The time of the datapoint to which it extends, before or after `anchor`. */
  end: number;
}

/** Epoch milliseconds. */
interface TimeRange {
  from: number;
  to: number;
}

/**
 * The time of a selection, from the start of its first period to the end of its last one.
 *
 * @param times - starts of the periods of the chart, in epoch milliseconds
 */
export function timeOfSelection(
  { anchor, end }: ChartSelection,
  times: readonly number[],
): TimeRange {
  const period = (times[1] ?? 0) - (times[0] ?? 0);
  return {
    from: Math.min(anchor, end),
    to: Math.max(anchor, end) + Math.max(period, 0),
  };
}

/**
 * The selection after a key that was pressed on a chart, or undefined if the key does not select.
 * Enter and the space bar select the datapoint at the cursor. Shift and an arrow key extend the
 * selection, or begin one at the cursor.
 *
 * @param times - of the datapoints, in epoch milliseconds
 * @param index - of the datapoint at the cursor; undefined if there is no cursor
 */
export function selectByKey(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  selection: ChartSelection | undefined,
  times: readonly number[],
  index: number = times.length - 1,
): ChartSelection | undefined {
  const cursor = times[index];
  if (cursor === undefined) {
    return undefined;
  }
  if (key === 'Enter' || key === ' ') {
    return { anchor: cursor, end: cursor };
  }
  if (!shiftKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) {
    return undefined;
  }
  const { anchor, end } = selection ?? { anchor: cursor, end: cursor };
  const next = times.indexOf(end) + (key === 'ArrowLeft' ? -1 : 1);
  return { anchor, end: times[next] ?? end };
}
