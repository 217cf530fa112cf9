import * as echarts from 'echarts';

/** How wide and high a chart is, in CSS pixels. Text keeps its size, so a phone gets a drawing of its own. */
export const chartSizes = {
  wide: { width: 860, height: 300 },
  narrow: { width: 340, height: 260 },
} as const;

/** What the page's style sheet says, for light and dark. */
export const ink = 'var(--ink)';
export const faint = 'var(--faint)';
export const line = 'var(--line)';
export const band = 'var(--band)';
export const colours = [
  'var(--first)',
  'var(--second)',
  'var(--third)',
] as const;

/** Draws a chart as SVG. What it says has to be in a table, too: it has no tooltips. */
export function drawChart(
  option: echarts.EChartsOption,
  { width, height }: { width: number; height: number },
): string {
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width,
    height,
  });
  const isSeveral = Array.isArray(option.series) && option.series.length > 1;
  try {
    chart.setOption({
      animation: false,
      color: [...colours],
      textStyle: { fontFamily: 'inherit', color: ink },
      grid: {
        left: 8,
        right: 16,
        top: 36,
        bottom: isSeveral ? 56 : 28,
        containLabel: true,
      },
      ...option,
      legend: {
        show: isSeveral,
        bottom: 0,
        itemGap: 16,
        textStyle: { color: ink },
      },
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
