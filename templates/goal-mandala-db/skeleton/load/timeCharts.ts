import type { EChartsOption } from 'echarts';
import {
  axisColours,
  marks,
  round,
  valueAxis,
  type Chart,
  type Mark,
} from './chartParts.ts';
import { band, ink } from './drawChart.ts';
import type { LoadReport } from './LoadReport.ts';
import type { MetricPoint } from './readMetrics.ts';

/** CloudWatch's minutes, in milliseconds. */
const minute = 60_000;

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
        textMargin: [0, 6],
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
