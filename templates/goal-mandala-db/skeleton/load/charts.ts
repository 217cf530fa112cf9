import type { EChartsOption } from 'echarts';
import { band, faint, ink, line } from './drawChart.ts';
import type { LoadReport } from './LoadReport.ts';
import type { MetricPoint } from './readMetrics.ts';

/** CloudWatch's minutes, in milliseconds. */
const minute = 60_000;

/** A chart, and what it shows in words. */
export interface Chart {
  title: string;
  meaning: string;
  option: EChartsOption;
}

/** A horizontal line at a value. */
interface Mark {
  value: number;
  label: string;
}

/** What each step was like. */
export function stepCharts({ steps, connections }: LoadReport): Chart[] {
  const clients = steps.map(step => String(step.clients));
  const xAxis = {
    type: 'category' as const,
    data: clients,
    name: 'clients',
    nameLocation: 'middle' as const,
    nameGap: 28,
    ...axisColours,
  };
  const percentiles = (['p50', 'p95', 'p99'] as const).map((name, index) => ({
    type: 'line' as const,
    name,
    symbol: symbols[index],
    symbolSize: 8,
    data: steps.map(({ responseMs }) => responseMs?.[name] ?? null),
  }));
  const perSecond = (of: (step: LoadReport['steps'][number]) => number) =>
    steps.map(step => round(of(step) / step.seconds));
  return [
    {
      title: 'Response time',
      meaning:
        'from the moment a request was planned for, at each number of clients',
      option: {
        xAxis,
        yAxis: { ...valueAxis('ms'), type: 'log' as const },
        series: percentiles,
      },
    },
    {
      title: 'Requests a second',
      meaning: 'what users asked for and what was answered',
      option: {
        xAxis,
        yAxis: valueAxis('requests/s'),
        series: [
          bars(
            'planned',
            perSecond(({ requests }) => requests.planned),
          ),
          bars(
            'answered',
            perSecond(({ requests }) => requests.answered),
          ),
          bars(
            'not answered',
            perSecond(({ requests }) => requests.failed + requests.unanswered),
          ),
        ],
      },
    },
    {
      title: 'Connections',
      meaning: 'asked for, held at a time, and clients that were left outside',
      option: {
        xAxis,
        yAxis: valueAxis('connections'),
        series: [
          {
            ...bars(
              'asked for',
              steps.map(step => step.clients),
            ),
            // Low bars come first and leave the label room.
            markLine: marks(
              [{ value: connections.free, label: `free: ${connections.free}` }],
              'insideStartTop',
            ),
          },
          bars(
            'held',
            steps.map(step => step.connections.held),
          ),
          bars(
            'left outside',
            steps.map(step => step.connections.outside),
          ),
        ],
      },
    },
  ];
}

/** What CloudWatch knows of the time, with the steps behind it. */
export function timeCharts(report: LoadReport): Chart[] {
  const { metrics, cluster, connections } = report;
  if (!metrics) {
    return [];
  }
  const { minCapacity, maxCapacity } = cluster;
  const chart = (
    unit: string,
    lines: { name: string; points: MetricPoint[]; factor?: number }[],
    limits: Mark[] = [],
  ): EChartsOption => ({
    useUTC: true,
    xAxis: {
      type: 'time',
      name: 'UTC',
      nameLocation: 'middle',
      nameGap: 28,
      ...axisColours,
      axisLabel: {
        formatter: '{HH}:{mm}',
        color: ink,
        fontSize: 12,
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      ...valueAxis(unit),
      ...(limits.length > 0 && {
        // So that a limit is seen that was never reached.
        max: ({ max }: { max: number }) =>
          Math.max(max, ...limits.map(({ value }) => value)),
      }),
    },
    series: lines.map(({ name, points, factor = 1 }, index) => ({
      type: 'line',
      name,
      step: 'end',
      showSymbol: false,
      data: minutesOf(points, factor),
      ...(index === 0 && {
        markLine: marks(limits),
        markArea: stepBands(report),
      }),
    })),
  });
  const capacityLimits =
    minCapacity === undefined || maxCapacity === undefined
      ? []
      : [
          { value: maxCapacity, label: `maximum: ${maxCapacity}` },
          { value: minCapacity, label: `minimum: ${minCapacity}` },
        ];
  return [
    {
      title: 'Capacity',
      meaning: 'ServerlessDatabaseCapacity, the highest of each minute',
      option: chart(
        'ACU',
        [{ name: 'capacity', points: metrics.capacity }],
        capacityLimits,
      ),
    },
    {
      title: 'Connections in CloudWatch',
      meaning: 'DatabaseConnections, the highest of each minute',
      option: chart(
        'connections',
        [{ name: 'connections', points: metrics.connections }],
        [
          {
            value: connections.most,
            label: `max_connections: ${connections.most}`,
          },
        ],
      ),
    },
    {
      title: 'Processor',
      meaning:
        'CPUUtilization in percent of the maximum capacity, the highest of each minute',
      option: chart(
        '%',
        [{ name: 'CPU', points: metrics.cpu }],
        [{ value: 100, label: '' }],
      ),
    },
    {
      title: 'Storage latency',
      meaning: 'ReadLatency and WriteLatency, the average of each minute',
      option: chart('ms', [
        { name: 'read', points: metrics.readLatency, factor: 1000 },
        { name: 'write', points: metrics.writeLatency, factor: 1000 },
      ]),
    },
  ];
}

const symbols = ['circle', 'rect', 'triangle'];

const axisColours = {
  axisLine: { lineStyle: { color: faint } },
  axisTick: { lineStyle: { color: faint } },
  axisLabel: { color: ink },
  nameTextStyle: { color: ink },
};

function valueAxis(unit: string) {
  return {
    type: 'value' as const,
    name: unit,
    ...axisColours,
    nameTextStyle: { color: ink, align: 'left' as const },
    splitLine: { lineStyle: { color: line } },
  };
}

function bars(name: string, data: number[]) {
  return { type: 'bar' as const, name, data };
}

function marks(
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

/** Each step as a band that is named by its clients. */
function stepBands({ steps }: LoadReport) {
  return {
    silent: true,
    itemStyle: { color: band },
    label: { color: ink, fontSize: 10, position: 'insideTop' as const },
    data: steps.map(({ clients, from, to }): [object, object] => [
      { name: String(clients), xAxis: Date.parse(from) },
      { xAxis: Date.parse(to) },
    ]),
  };
}

/** A value holds for its minute; where CloudWatch knows nothing, there is a gap. */
function minutesOf(
  points: readonly MetricPoint[],
  factor: number,
): [number, number | null][] {
  return points.flatMap(({ at, value }, index) => {
    const time = Date.parse(at);
    const next = points[index + 1];
    const scaled = round(value * factor);
    const drawn: [number, number | null][] = [[time, scaled]];
    if (next === undefined || Date.parse(next.at) > time + minute) {
      drawn.push([time + minute, scaled], [time + minute, null]);
    }
    return drawn;
  });
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
