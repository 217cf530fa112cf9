import type { EChartsOption } from 'echarts';
import { faint, ink, line } from './drawChart.ts';

/** A chart, and what it shows in words. */
export interface Chart {
  title: string;
  meaning: string;
  option: EChartsOption;
}

/** A horizontal line at a value. */
export interface Mark {
  value: number;
  label: string;
}

/** Colours of an axis, for light and dark. */
export const axisColours = {
  axisLine: { lineStyle: { color: faint } },
  axisTick: { lineStyle: { color: faint } },
  axisLabel: { color: ink },
  nameTextStyle: { color: ink },
};

/** A vertical axis in a unit. */
export function valueAxis(unit: string) {
  return {
    type: 'value' as const,
    name: unit,
    ...axisColours,
    nameTextStyle: { color: ink, align: 'left' as const },
    splitLine: { lineStyle: { color: line } },
  };
}

/** Dashed lines across a chart. */
export function marks(
  lines: Mark[],
  position: 'insideStartTop' | 'insideEndTop' = 'insideEndTop',
) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink, type: 'dashed' as const },
    data: lines.map(({ value, label }) => ({
      yAxis: value,
      label: {
        formatter: label,
        position,
        color: ink,
      },
    })),
  };
}

/** Four figures are more than anybody sees in a drawing. */
export function round(value: number): number {
  return Number(value.toPrecision(4));
}
