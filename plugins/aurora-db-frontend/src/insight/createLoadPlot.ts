import { waitKinds } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import UPlot from 'uplot';
import { drawSelection } from '../charts/drawSelection';
import {
  drawLevel,
  lonePoints,
  themeColor,
  timePlotOptions,
  type TimePlotContent,
} from '../charts/timePlot';
import type { LoadSeries } from './loadSeries';

/** The content of the chart of the load. It may change at any time. */
export interface LoadPlotContent extends TimePlotContent {
  capacity?: number;
}

/** The order in which areas are drawn. Each covers the lower part of the one before. */
const topDown = [...waitKinds].reverse();

/**
 * Stacks the load: the line of a kind is the sum of the kinds up to it. The highest line is the
 * first.
 */
export function stackedData({
  times,
  byKind,
  totals,
}: LoadSeries): UPlot.AlignedData {
  const sums: Array<Array<number | null>> = [];
  let below: Array<number | null> = totals.map(total =>
    total === null ? null : 0,
  );
  for (const kind of waitKinds) {
    below = below.map((sum, index) =>
      sum === null ? null : sum + (byKind[kind][index] ?? 0),
    );
    sums.unshift(below);
  }
  return [times.map(at => at / 1_000), ...sums];
}

/** Draws the load as areas above each other, with the line of the capacity. */
export function createLoadPlot(
  element: HTMLElement,
  read: () => LoadPlotContent,
  onPoint: (index?: number) => void,
): UPlot {
  const { cursor, ...options } = timePlotOptions(
    element,
    read,
    onPoint,
    (plot, content) => {
      // The areas hide what is below them.
      drawSelection(plot, content.selection);
      if (content.capacity !== undefined) {
        drawLevel(plot, content, content.capacity, '--chart-bound');
      }
    },
  );
  return new UPlot(
    {
      ...options,
      cursor: { ...cursor, points: { show: false } },
      series: [
        {},
        ...topDown.map((kind, index) => {
          const color = (plot: UPlot) => themeColor(plot, `--wait-${kind}`);
          return {
            width: 1.5,
            stroke: color,
            fill: (plot: UPlot) => patternOf(plot, kind, color(plot)),
            points: {
              show: true,
              size: 4,
              fill: color,
              filter: (plot: UPlot) => lonePoints(plot, index + 1),
            },
          };
        }),
      ],
    },
    read().data,
    element,
  );
}

const tileSize = 6;

/** Ends of the lines in a tile, for kinds that are drawn with lines. */
const strokes: Partial<
  Record<WaitKind, Array<[number, number, number, number]>>
> = {
  lock: [
    [-1, 1, 1, -1],
    [0, 6, 6, 0],
    [5, 7, 7, 5],
  ],
  lwlock: [
    [-1, 5, 1, 7],
    [0, 0, 6, 6],
    [5, -1, 7, 1],
  ],
  client: [[3, 0, 3, 6]],
  other: [[0, 3, 6, 3]],
};

/** The fill of an area: its colour on the card's, with the pattern of its kind. */
function patternOf(
  plot: UPlot,
  kind: WaitKind,
  color: string,
): CanvasRenderingContext2D['fillStyle'] {
  const tile = document.createElement('canvas');
  tile.width = tileSize * devicePixelRatio;
  tile.height = tile.width;
  const context = tile.getContext('2d');
  if (!context) {
    return color;
  }
  context.scale(devicePixelRatio, devicePixelRatio);
  const fill = (style: string, alpha: number) => {
    context.globalAlpha = alpha;
    context.fillStyle = style;
    context.fillRect(0, 0, tileSize, tileSize);
  };
  fill(themeColor(plot, '--wait-background'), 1);
  fill(color, kind === 'cpu' ? 1 : 0.45);
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  for (const [fromX, fromY, toX, toY] of strokes[kind] ?? []) {
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
  }
  return plot.ctx.createPattern(tile, 'repeat') ?? color;
}
