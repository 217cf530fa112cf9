import {
  createContext,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type { ChartSelection } from './ChartSelection';

interface Cursor {
  /** Epoch milliseconds. Undefined if there is no cursor. */
  at?: number;
  /** Moves the cursor of all charts to a time, or removes it. */
  pointAt: (at?: number) => void;
  selection?: ChartSelection;
  select: (selection?: ChartSelection) => void;
}

const CursorContext = createContext<Cursor>({
  pointAt: () => {},
  select: () => {},
});

/**
 * Charts inside have one cursor: each shows its value at the time of the cursor. They also have one
 * selection.
 */
export function ChartCursor({ children }: { children: ReactNode }) {
  const [at, pointAt] = useState<number>();
  const [selection, select] = useState<ChartSelection>();
  const cursor = useMemo(
    () => ({ at, pointAt, selection, select }),
    [at, selection],
  );
  return (
    <CursorContext.Provider value={cursor}>{children}</CursorContext.Provider>
  );
}

/**
 * The cursor on a chart's own times. The period of the times may be another one in each chart, so
 * the index is that of the nearest time.
 *
 * @param times - epoch milliseconds, ascending
 */
export function useChartCursor(times: number[]): {
  /** Undefined if there is no cursor, or if it is outside of the times. */
  index?: number;
  point: (index?: number) => void;
} {
  const { at, pointAt } = useContext(CursorContext);
  return {
    index: at === undefined ? undefined : nearestIndex(times, at),
    point: index => pointAt(index === undefined ? undefined : times[index]),
  };
}

/** The part of the range that the user selected on one of the charts. */
export function useChartSelection(): Pick<Cursor, 'selection' | 'select'> {
  const { selection, select } = useContext(CursorContext);
  return { selection, select };
}

function nearestIndex(times: number[], at: number): number | undefined {
  const distances = times.map(time => Math.abs(time - at));
  const nearest = Math.min(...distances);
  const [first = 0, second = first] = times;
  const last = times.at(-1) ?? first;
  const period = times.length > 1 ? (last - first) / (times.length - 1) : 0;
  return times.length > 0 && nearest <= Math.max(period, second - first)
    ? distances.indexOf(nearest)
    : undefined;
}
