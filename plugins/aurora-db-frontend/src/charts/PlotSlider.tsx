import type { KeyboardEvent, RefObject } from 'react';
import { useChartSelection } from './ChartCursor';
import { selectByKey } from './ChartSelection';
import { moveCursor } from './moveCursor';
import styles from './PlotSlider.module.css';

/**
 * The element of a chart. Arrow keys move its cursor. Enter, and arrow keys with Shift, select a part
 * of its range.
 *
 * @param props - `label` describes the whole chart, `valueText` the datapoint at the cursor;
 *   `index` is that of the datapoint, default the newest, and `last` that of the newest; `times` are
 *   those of the datapoints, in epoch milliseconds. Without them, nothing can be selected
 */
export function PlotSlider(props: {
  element: RefObject<HTMLDivElement>;
  label: string;
  valueText: string;
  index?: number;
  last: number;
  times?: readonly number[];
  onPoint: (index?: number) => void;
  isHidden?: boolean;
}) {
  const { element, label, valueText, index, onPoint, isHidden } = props;
  const last = Math.max(props.last, 0);
  const { times = [] } = props;
  const { selection, select } = useChartSelection();
  const move = (event: KeyboardEvent) => {
    const selected = selectByKey(event, selection, times, index);
    if (selected) {
      event.preventDefault();
      select(selected);
      onPoint(times.indexOf(selected.end));
      return;
    }
    if (event.key === 'Escape') {
      select(undefined);
    }
    const next = moveCursor(event.key, index, last);
    if (next !== undefined) {
      event.preventDefault();
      onPoint(next === 'newest' ? undefined : next);
    }
  };
  return (
    <div
      ref={element}
      hidden={isHidden}
      role="slider"
      tabIndex={0}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index ?? last}
      aria-valuetext={valueText}
      aria-label={label}
      onKeyDown={move}
      className={styles.plot}
    />
  );
}
