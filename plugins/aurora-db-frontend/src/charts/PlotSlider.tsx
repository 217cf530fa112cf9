import type { KeyboardEvent, RefObject } from 'react';
import { moveCursor } from './moveCursor';
import styles from './PlotSlider.module.css';

/**
 * The element of a chart. Arrow keys move its cursor.
 *
 * @param props - `label` describes the whole chart, `valueText` the datapoint at the cursor;
 *   `index` is that of the datapoint, default the newest, and `last` that of the newest
 */
export function PlotSlider(props: {
  element: RefObject<HTMLDivElement>;
  label: string;
  valueText: string;
  index?: number;
  last: number;
  onPoint: (index?: number) => void;
  isHidden?: boolean;
}) {
  const { element, label, valueText, index, onPoint, isHidden } = props;
  const last = Math.max(props.last, 0);
  const move = (event: KeyboardEvent) => {
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
