import {
  axisColours,
  marks,
  round,
  valueAxis,
  type Chart,
} from './chartParts.ts';
import type { LoadReport } from './LoadReport.ts';

/** Lines are told apart without their colours, too. */
const symbols = ['circle', 'rect', 'triangle'];

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
            // Low bars come first and leave the label setup.
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

function bars(name: string, data: number[]) {
  return { type: 'bar' as const, name, data };
}
