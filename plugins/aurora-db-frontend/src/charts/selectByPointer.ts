import type UPlot from 'uplot';
import type { ChartSelection } from './ChartSelection';

/** What a plot tells about a selection on it. */
interface Selectable {
  onSelect?: (selection: ChartSelection) => void;
}

/** The pointer moves less between the start and the end of a click. In CSS pixels. */
const leastDrag = 5;

/** uPlot's options for selecting a part of the range by dragging, without zooming. */
export const selectingDrag: UPlot.Cursor.Drag = {
  x: true,
  y: false,
  setScale: false,
  dist: leastDrag,
  // By default, uPlot also takes clicks between datapoints for drags, and stops them.
  click: () => {},
};

/** Reports the times of two datapoints of a plot, in epoch milliseconds. */
function report(plot: UPlot, from: number, to: number, read: () => Selectable) {
  const anchor = plot.data[0][from];
  const end = plot.data[0][to];
  if (anchor !== undefined && end !== undefined) {
    read().onSelect?.({ anchor: anchor * 1_000, end: end * 1_000 });
  }
}

/**
 * Reports the datapoint that a user clicks on a plot with {@link selectingDrag}. Call it in uPlot's
 * hook `ready`.
 *
 * @param read - returns the current content of the plot
 */
export function selectByClick(plot: UPlot, read: () => Selectable): void {
  let pressedAt = 0;
  plot.over.addEventListener('mousedown', ({ clientX }) => {
    pressedAt = clientX;
  });
  plot.over.addEventListener('click', ({ clientX }) => {
    const at = plot.cursor.idx;
    const isDrag = Math.abs(clientX - pressedAt) >= leastDrag;
    if (typeof at === 'number' && !isDrag) {
      report(plot, at, at, read);
    }
  });
}

/**
 * Reports the part of the range that a user dragged over on a plot with {@link selectingDrag}. Call
 * it in uPlot's hook `setSelect`.
 *
 * @param read - returns the current content of the plot
 */
export function selectByDrag(plot: UPlot, read: () => Selectable): void {
  const { left, width } = plot.select;
  if (width > 0) {
    report(plot, plot.posToIdx(left), plot.posToIdx(left + width), read);
    // The selection is drawn on every chart instead.
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  }
}
