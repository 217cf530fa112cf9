import type UPlot from 'uplot';
import type { ChartMark } from './ChartMark';
import type { ChartSelection } from './ChartSelection';
import { drawMarks } from './drawMarks';
import { drawSelection } from './drawSelection';
import { selectByClick, selectByDrag, selectingDrag } from './selectByPointer';

const minuteInSeconds = 60;
const dayInSeconds = 24 * 60 * 60;

/** The height of a chart in CSS pixels. */
const plotHeight = 150;

/** The content of a chart over time. It may change at any time. */
export interface TimePlotContent {
  /** Epoch seconds, and a list of values for each line. null is a gap. */
  data: UPlot.AlignedData;
  /** The value at the top. The bottom is 0. */
  top: number;
  /** Epoch seconds of the left and the right edge. Default: those of the data. */
  edges?: [from: number, to: number];
  language: string;
  formatValue: (value: number) => string;
  /** What happened in the range. */
  marks?: readonly ChartMark[];
  selection?: ChartSelection;
  /** Called when the user selects a part of the range. Default: nothing can be selected. */
  onSelect?: (selection: ChartSelection) => void;
}

/** Draws a chart into an element. `read` returns its current content. */
export type CreateTimePlot<C extends TimePlotContent> = (
  element: HTMLElement,
  read: () => C,
  onPoint: (index?: number) => void,
) => UPlot;

/** Reads a colour of the current theme. A canvas needs colours, not names of CSS variables. */
export const themeColor = (plot: UPlot, name: string) =>
  getComputedStyle(plot.root).getPropertyValue(name).trim();

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

/** Whether a day begins then. Its date says more than `00:00`, if a range has several days. */
function isMidnight(at: number): boolean {
  const date = new Date(at * 1_000);
  return date.getHours() === 0 && date.getMinutes() === 0;
}

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
  { language }: TimePlotContent,
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

/** Draws a dashed line across a chart, if it is in sight. */
export function drawLevel(
  plot: UPlot,
  { top }: TimePlotContent,
  value: number,
  color: string,
): void {
  if (value > top) {
    return;
  }
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = themeColor(plot, color);
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Points of a line without a neighbour. No line reaches them, so each is drawn as a dot. */
export function lonePoints(plot: UPlot, line: number): number[] {
  const values = plot.data[line] ?? [];
  return [...values].flatMap((value, index) =>
    typeof value === 'number' &&
    (values[index - 1] ?? null) === null &&
    (values[index + 1] ?? null) === null
      ? [index]
      : [],
  );
}

/**
 * What all charts over time have in common: axes, cursor and edges. The chart fills the element's
 * width.
 *
 * @param read - returns the current content
 * @param onPoint - called with the index of the time under the pointer, or with nothing when the
 *   pointer leaves
 * @param draw - draws over the lines
 */
export function timePlotOptions<C extends TimePlotContent>(
  element: HTMLElement,
  read: () => C,
  onPoint: (index?: number) => void,
  draw: (plot: UPlot, content: C) => void,
): Omit<UPlot.Options, 'series' | 'cursor'> & { cursor: UPlot.Cursor } {
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis: UPlot.Axis = {
    font,
    stroke: plot => themeColor(plot, '--chart-text'),
    grid: { stroke: plot => themeColor(plot, '--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: plotHeight,
    padding: [8, plot => spaceForLastLabel(plot, font, read()), 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: read().onSelect
        ? selectingDrag
        : { x: false, y: false, setScale: false },
      // The cursor moves from datapoint to datapoint, as in the other charts.
      move: (plot, left, top) => {
        const at = plot.data[0][plot.posToIdx(left)];
        return left < 0 || at === undefined
          ? [left, top]
          : [plot.valToPos(at, 'x'), top];
      },
    },
    scales: {
      x: {
        time: true,
        range: (_, from, to) =>
          read().edges ??
          // A single point is in the middle.
          (from === to
            ? [from - minuteInSeconds, to + minuteInSeconds]
            : [from, to]),
      },
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
          return splits.map(at =>
            formatSeconds(
              at,
              language,
              incrementInSeconds >= dayInSeconds || isMidnight(at)
                ? dateOptions
                : timeOptions,
            ),
          );
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
    hooks: {
      ready: [plot => selectByClick(plot, read)],
      setSelect: [plot => selectByDrag(plot, read)],
      drawClear: [plot => drawSelection(plot, read().selection)],
      draw: [
        plot => draw(plot, read()),
        plot => drawMarks(plot, read().marks ?? []),
      ],
      setCursor: [plot => onPoint(plot.cursor.idx ?? undefined)],
    },
  };
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
  { data }: TimePlotContent,
): void {
  plot.setData(data);
  if (element.clientWidth > 0 && element.clientWidth !== plot.width) {
    plot.setSize({ width: element.clientWidth, height: plotHeight });
  }
}
