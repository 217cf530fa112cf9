import UPlot from 'uplot';
import type { ChartLevel } from './chartLevels';
import {
  drawLevel,
  lonePoints,
  themeColor,
  timePlotOptions,
  type TimePlotContent,
} from './timePlot';

/** The content of the chart of a metric. It may change at any time. */
export interface MetricPlotContent extends TimePlotContent {
  levels: ChartLevel[];
}

const levelColors: Record<ChartLevel['kind'], string> = {
  minimum: '--chart-bound',
  maximum: '--chart-bound',
  warning: '--chart-warning',
  critical: '--chart-critical',
};

function drawLevels(plot: UPlot, content: MetricPlotContent) {
  for (const { kind, value } of content.levels) {
    drawLevel(plot, content, value, levelColors[kind]);
  }
}

/** Draws a metric as a line, with its levels. */
export function createMetricPlot(
  element: HTMLElement,
  read: () => MetricPlotContent,
  onPoint: (index?: number) => void,
): UPlot {
  const { cursor, ...options } = timePlotOptions(
    element,
    read,
    onPoint,
    drawLevels,
  );
  const line = (plot: UPlot) => themeColor(plot, '--chart-line');
  return new UPlot(
    {
      ...options,
      cursor: { ...cursor, points: { size: 7, width: 2, fill: line } },
      series: [
        {},
        {
          width: 1.5,
          stroke: line,
          points: {
            show: true,
            size: 4,
            fill: line,
            filter: plot => lonePoints(plot, 1),
          },
        },
      ],
    },
    read().data,
    element,
  );
}
