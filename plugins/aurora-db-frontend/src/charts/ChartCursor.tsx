import {
  createContext,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';

interface Cursor {
  /** Epoch milliseconds. Undefined if there is no cursor. */
  at?: number;
  /** Moves the cursor of all charts to a time, or removes it. */
  pointAt: (at?: number) => void;
}

const CursorContext = createContext<Cursor>({ pointAt: () => {} });

/** Charts inside have one cursor: each shows its value at the time of the cursor. */
export function ChartCursor({ children }: { children: ReactNode }) {
  const [at, pointAt] = useState<number>();
  const cursor = useMemo(() => ({ at, pointAt }), [at]);
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
