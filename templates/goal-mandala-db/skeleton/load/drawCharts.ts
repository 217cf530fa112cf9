import * as echarts from 'echarts';
import type { LoadReport } from './LoadReport.ts';
import type { MetricPoint } from './readMetrics.ts';
import type { StepResult } from './StepMeasures.ts';

/** A chart as SVG. The SVG has no tooltips, so its figures have to be in a table too. */
export interface Chart {
  title: string;
  meaning: string;
  /** Text keeps its size, so a phone gets a drawing of its own. */
  svg: { wide: string; narrow: string };
}

/** A dashed line across a chart. */
type Limit = [value: number, label: string];

/** CloudWatch's minutes, in milliseconds. */
const minute = 60_000;

// The style sheet of report.eta defines the colours, for light and dark.
const ink = 'var(--ink)';
const axis = {
  axisLine: { lineStyle: { color: 'var(--faint)' } },
  axisTick: { lineStyle: { color: 'var(--faint)' } },
  axisLabel: { color: ink, fontSize: 12, hideOverlap: true },
  nameTextStyle: { color: ink },
};
const xAxis = { ...axis, nameLocation: 'middle', nameGap: 28 };
const yAxis = {
  ...axis,
  nameTextStyle: { color: ink, align: 'left' },
  splitLine: { lineStyle: { color: 'var(--line)' } },
};
echarts.registerTheme('report', {
  color: ['var(--first)', 'var(--second)', 'var(--third)'],
  textStyle: { fontFamily: 'inherit', color: ink },
  legend: { bottom: 0, itemGap: 16, textStyle: { color: ink } },
  categoryAxis: xAxis,
  timeAxis: { ...xAxis, splitLine: { show: false } },
  valueAxis: yAxis,
  logAxis: yAxis,
});

/** Shows the figures of each step over its number of clients. */
export function drawStepCharts({ steps, connections }: LoadReport): Chart[] {
  const chart = (
    title: string,
    meaning: string,
    unit: string,
    series: Record<string, (step: StepResult) => number | undefined>,
    limits: Limit[] = [],
  ) =>
    draw(title, meaning, {
      xAxis: {
        type: 'category',
        name: 'clients',
        data: steps.map(({ clients }) => String(clients)),
      },
      yAxis: { name: unit, type: unit === 'ms' ? 'log' : 'value' },
      series: Object.entries(series).map(([name, of], index) => ({
        type: unit === 'ms' ? 'line' : 'bar',
        name,
        // Lines can be told apart without their colours too.
        symbol: ['circle', 'rect', 'triangle'][index],
        symbolSize: 8,
        data: steps.map(step => rounded(of(step))),
        ...(index === 0 && { markLine: lines(limits, 'insideStartTop') }),
      })),
    });
  return [
    chart(
      'Response time',
      'from the planned moment of a request, at each number of clients',
      'ms',
      {
        p50: step => step.responseMs?.p50,
        p95: step => step.responseMs?.p95,
        p99: step => step.responseMs?.p99,
      },
    ),
    chart(
      'Requests a second',
      'what users asked for and what was answered',
      'requests/s',
      {
        planned: step => step.requests.planned / step.seconds,
        answered: step => step.requests.answered / step.seconds,
        'not answered': ({ requests, seconds }) =>
          (requests.failed + requests.unanswered) / seconds,
      },
    ),
    chart(
      'Connections',
      'asked for, held at a time, and clients that were left outside',
      'connections',
      {
        'asked for': step => step.clients,
        held: step => step.connections.held,
        'left outside': step => step.connections.outside,
      },
      [[connections.free, `free: ${connections.free}`]],
    ),
  ];
}

/** Shows CloudWatch's metrics over time, with the steps behind them. */
export function drawMetricCharts(report: LoadReport): Chart[] {
  const { metrics, cluster, connections, steps } = report;
  if (!metrics) {
    return [];
  }
  const markArea = {
    silent: true,
    itemStyle: { color: 'var(--band)' },
    label: { color: ink, fontSize: 10, position: 'insideTop' as const },
    data: steps.map(({ clients, from, to }): [object, object] => [
      { name: String(clients), xAxis: Date.parse(from) },
      { xAxis: Date.parse(to) },
    ]),
  };
  const chart = (
    title: string,
    meaning: string,
    unit: string,
    series: Record<string, MetricPoint[]>,
    limits: Limit[] = [],
  ) =>
    draw(title, meaning, {
      useUTC: true,
      xAxis: {
        type: 'time',
        name: 'UTC',
        axisLabel: { formatter: '{HH}:{mm}', alignMaxLabel: 'right' },
      },
      yAxis: {
        name: unit,
        // So that a limit is visible that was never reached.
        ...(limits.length > 0 && {
          max: ({ max }: { max: number }) =>
            Math.max(max, ...limits.map(([value]) => value)),
        }),
      },
      series: Object.entries(series).map(([name, points], index) => ({
        type: 'line',
        name,
        step: 'end',
        showSymbol: false,
        data: minutesOf(points, unit === 'ms' ? 1000 : 1),
        ...(index === 0 && {
          markLine: lines(limits, 'insideEndTop'),
          markArea,
        }),
      })),
    });
  const { minCapacity, maxCapacity } = cluster;
  return [
    chart(
      'Capacity',
      'ServerlessDatabaseCapacity, the highest of each minute',
      'ACU',
      { capacity: metrics.capacity },
      minCapacity === undefined || maxCapacity === undefined
        ? []
        : [
            [maxCapacity, `maximum: ${maxCapacity}`],
            [minCapacity, `minimum: ${minCapacity}`],
          ],
    ),
    chart(
      'Connections in CloudWatch',
      'DatabaseConnections, the highest of each minute',
      'connections',
      { connections: metrics.connections },
      [[connections.most, `max_connections: ${connections.most}`]],
    ),
    chart(
      'Processor',
      'CPUUtilization in percent of the maximum capacity, the highest of each minute',
      '%',
      { CPU: metrics.cpu },
      [[100, '']],
    ),
    chart(
      'Storage latency',
      'ReadLatency and WriteLatency, the average of each minute',
      'ms',
      { read: metrics.readLatency, write: metrics.writeLatency },
    ),
  ];
}

function draw(
  title: string,
  meaning: string,
  option: echarts.EChartsOption,
): Chart {
  const show = Array.isArray(option.series) && option.series.length > 1;
  const bottom = show ? 56 : 28;
  const grid = { left: 8, right: 16, top: 36, bottom, containLabel: true };
  const svgOf = (width: number, height: number) => {
    const chart = echarts.init(null, 'report', {
      renderer: 'svg',
      ssr: true,
      width,
      height,
    });
    chart.setOption({ animation: false, legend: { show }, grid, ...option });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
  };
  const svg = { wide: svgOf(860, 300), narrow: svgOf(340, 260) };
  return { title, meaning, svg };
}

function lines(limits: Limit[], position: 'insideStartTop' | 'insideEndTop') {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink, type: 'dashed' as const },
    label: { color: ink, position },
    data: limits.map(([value, label]) => ({
      yAxis: value,
      label: { formatter: label },
    })),
  };
}

/** A value holds for its minute. A minute without a value is a gap. */
function minutesOf(points: readonly MetricPoint[], factor: number) {
  return points.flatMap(({ at, value }, index) => {
    const time = Date.parse(at);
    const next = points[index + 1];
    const end = time + minute;
    const scaled = rounded(value * factor);
    return next && Date.parse(next.at) <= end
      ? [[time, scaled]]
      : [
          [time, scaled],
          [end, scaled],
          [end, null],
        ];
  });
}

/** A drawing shows no more than four digits. */
function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(4));
}
