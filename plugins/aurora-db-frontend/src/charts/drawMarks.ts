import type UPlot from 'uplot';
import type { ChartMark } from './ChartMark';

/** Half the width of a flag, in CSS pixels. */
const flagSize = 5;

const colors: Record<ChartMark['kind'], string> = {
  event: '--chart-event',
  operation: '--chart-operation',
};

/**
 * Draws a line and a flag for each mark: a filled triangle for an event, a diamond for an operation.
 * The element of the plot has the colours `--chart-event` and `--chart-operation`. Call it in uPlot's
 * hook `draw`.
 *
 * @param marks - those in the range of the plot. One after the last datapoint is drawn at the edge
 */
export function drawMarks(plot: UPlot, marks: readonly ChartMark[]): void {
  const { ctx, bbox } = plot;
  const times = plot.data[0];
  const last = times[times.length - 1];
  if (last === undefined || marks.length === 0) {
    return;
  }
  const style = getComputedStyle(plot.root);
  const size = flagSize * devicePixelRatio;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  for (const { at, kind } of marks) {
    const x = Math.round(plot.valToPos(Math.min(at / 1_000, last), 'x', true));
    const color = style.getPropertyValue(colors[kind]).trim();
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top);
    if (kind === 'operation') {
      ctx.lineTo(x, bbox.top - size);
    }
    ctx.lineTo(x + size, bbox.top);
    ctx.lineTo(x, bbox.top + size);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}
