import type UPlot from 'uplot';
import type { ChartSelection } from './ChartSelection';

/** The width of a single datapoint, in CSS pixels. */
const leastWidth = 4;

/**
 * Shades the selected part of a plot. The element of the plot has the colour `--chart-selection`.
 * Call it in uPlot's hook `drawClear`, so that the lines stay above it.
 */
export function drawSelection(
  plot: UPlot,
  selection: ChartSelection | undefined,
): void {
  if (!selection) {
    return;
  }
  const { ctx, bbox } = plot;
  const ends = [selection.anchor, selection.end].map(at =>
    plot.valToPos(at / 1_000, 'x', true),
  );
  const from = Math.min(...ends);
  const to = Math.max(...ends);
  const width = Math.max(to - from, leastWidth * devicePixelRatio);
  const middle = (from + to) / 2;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = getComputedStyle(plot.root)
    .getPropertyValue('--chart-selection')
    .trim();
  ctx.fillRect(middle - width / 2, bbox.top, width, bbox.height);
  ctx.restore();
}
