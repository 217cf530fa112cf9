import UPlot from 'uplot';
import type { ChartLevel } from './chartLevels';

const height = 150;
const dayInSeconds = 24 * 60 * 60;

/** The content of a chart. It may change at any time. */
export interface MetricPlotContent {
  /** Epoch seconds. */
  times: number[];
  /** One for each of `times`. null is a gap in the line. */
  values: Array<number | null>;
  levels: ChartLevel[];
  /** The value at the top. The bottom is 0. */
  top: number;
  language: string;
  formatValue: (value: number) => string;
}

const levelColors: Record<ChartLevel['kind'], string> = {
  minimum: '--chart-bound',
  maximum: '--chart-bound',
  warning: '--chart-warning',
  critical: '--chart-critical',
};

/** Reads a colour of the current theme. A canvas needs colours, not names of CSS variables. */
const themeColor = (plot: UPlot, name: string) =>
  getComputedStyle(plot.root).getPropertyValue(name).trim();

function drawLevels(plot: UPlot, { levels, top }: MetricPlotContent) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  for (const { kind, value } of levels) {
    if (value <= top) {
      const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
      ctx.strokeStyle = themeColor(plot, levelColors[kind]);
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
  }
  ctx.restore();
}

const dateOptions: Intl.DateTimeFormatOptions = {
  month: 'short',
  day: 'numeric',
};
const timeOptions: Intl.DateTimeFormatOptions = { timeStyle: 'short' };

const formatSeconds = (
  at: number,
  language: string,
  options: Intl.DateTimeFormatOptions,
) => new Intl.DateTimeFormat(language, options).format(new Date(at * 1_000));

/** Times whose labels include the longest: each hour, and a day of each month. */
const labelledTimes = [
  ...Array.from({ length: 24 }, (_, hour) => ({
    at: new Date(2026, 0, 1, hour).getTime() / 1_000,
    options: timeOptions,
  })),
  ...Array.from({ length: 12 }, (_, month) => ({
    at: new Date(2026, month, 28).getTime() / 1_000,
    options: dateOptions,
  })),
];

/**
 * The space to the right of the plot, in CSS pixels: half of the longest label. Labels are centred
 * on their ticks, and the last tick may be at the right edge.
 */
function spaceForLastLabel(
  plot: UPlot,
  font: string,
  { language }: MetricPlotContent,
): number {
  plot.ctx.save();
  plot.ctx.font = font;
  const widths = labelledTimes.map(
    ({ at, options }) =>
      plot.ctx.measureText(formatSeconds(at, language, options)).width,
  );
  plot.ctx.restore();
  return Math.ceil(Math.max(...widths) / 2) + 1;
}

/** Points without a neighbour. No line reaches them, so each is drawn as a dot. */
function lonePoints(values: MetricPlotContent['values']): number[] {
  return values.flatMap((value, index) =>
    value !== null &&
    (values[index - 1] ?? null) === null &&
    (values[index + 1] ?? null) === null
      ? [index]
      : [],
  );
}

/**
 * Draws a metric into an element, in the element's width.
 *
 * @param read - returns the current content
 * @param onPoint - called with the index of the time under the pointer, or with nothing when the
 *   pointer leaves
 */
export function createMetricPlot(
  element: HTMLElement,
  read: () => MetricPlotContent,
  onPoint: (index?: number) => void,
): UPlot {
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis: UPlot.Axis = {
    font,
    stroke: plot => themeColor(plot, '--chart-text'),
    grid: { stroke: plot => themeColor(plot, '--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  const { times, values } = read();
  return new UPlot(
    {
      width: element.clientWidth,
      height,
      padding: [8, plot => spaceForLastLabel(plot, font, read()), 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        points: {
          size: 7,
          width: 2,
          fill: plot => themeColor(plot, '--chart-line'),
        },
        // The cursor moves from datapoint to datapoint, as in the other charts.
        move: (plot, left, top) => {
          const at = plot.data[0][plot.posToIdx(left)];
          return left < 0 || at === undefined
            ? [left, top]
            : [plot.valToPos(at, 'x'), top];
        },
      },
      scales: {
        x: { time: true },
        y: { range: () => [0, read().top] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          gap: 4,
          space: 64,
          values: (_, splits, _axis, _space, incrementInSeconds) => {
            const { language } = read();
            const options =
              incrementInSeconds >= dayInSeconds ? dateOptions : timeOptions;
            return splits.map(at => formatSeconds(at, language, options));
          },
        },
        {
          ...axis,
          size: 52,
          gap: 4,
          space: 36,
          values: (_, splits) => splits.map(read().formatValue),
        },
      ],
      series: [
        {},
        {
          width: 1.5,
          stroke: plot => themeColor(plot, '--chart-line'),
          points: {
            show: true,
            size: 4,
            fill: plot => themeColor(plot, '--chart-line'),
            filter: () => lonePoints(read().values),
          },
        },
      ],
      hooks: {
        draw: [plot => drawLevels(plot, read())],
        setCursor: [plot => onPoint(plot.cursor.idx ?? undefined)],
      },
    },
    [times, values],
    element,
  );
}

/** Moves a chart's cursor to one of its times, or removes it. */
export function pointAt(plot: UPlot, index: number | undefined): void {
  const at = index === undefined ? undefined : plot.data[0][index];
  plot.setCursor(
    at === undefined
      ? { left: -10, top: -10 }
      : { left: plot.valToPos(at, 'x'), top: 0 },
    false,
  );
}

/** Redraws a chart after a change of its content, its width or the theme. */
export function redraw(
  plot: UPlot,
  element: HTMLElement,
  { times, values }: MetricPlotContent,
): void {
  plot.setData([times, values]);
  if (element.clientWidth > 0 && element.clientWidth !== plot.width) {
    plot.setSize({ width: element.clientWidth, height });
  }
}
