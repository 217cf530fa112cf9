import { Eta } from 'eta';
import { drawMetricCharts, drawStepCharts } from './drawCharts.ts';
import { grouped, inMs } from './figures.ts';
import type { LoadReport } from './LoadReport.ts';
import type { Metrics } from './readMetrics.ts';
import { stepRows } from './stepRows.ts';

/** The page that needs no other file: report.eta, with all text escaped. */
export function renderReport(report: LoadReport): string {
  return new Eta({ views: import.meta.dirname }).render('./report', {
    report,
    stepCharts: drawStepCharts(report),
    metricCharts: drawMetricCharts(report),
    stepRows: stepRows(report.steps),
    metricRows: report.metrics && metricRows(report.metrics),
    grouped,
    minuteOf: (time: string) =>
      `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`,
  });
}

function metricRows(metrics: Metrics): string[][] {
  const columns = [
    [metrics.capacity, (value: number) => value.toFixed(1)],
    [metrics.connections, grouped],
    [metrics.cpu, (value: number) => value.toFixed(1)],
    [metrics.readLatency, (value: number) => inMs(1000 * value)],
    [metrics.writeLatency, (value: number) => inMs(1000 * value)],
  ] as const;
  const minutes = new Set(
    columns.flatMap(([points]) => points.map(({ at }) => at)),
  );
  return [...minutes].toSorted().map(minute => [
    minute.slice(11, 16),
    ...columns.map(([points, shown]) => {
      const point = points.find(({ at }) => at === minute);
      return point ? shown(point.value) : '–';
    }),
  ]);
}
