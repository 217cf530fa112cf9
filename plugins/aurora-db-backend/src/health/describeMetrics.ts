import {
  byHealthMetric,
  type Health,
  type HealthMetric,
  type HealthMetricName,
  type MetricLimits,
  type MetricName,
  type MetricRow,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { round } from './round';

type Series = ClusterSeries<MetricName>;

/**
 * The metrics of an answer: the current values, and the points of the range.
 *
 * @param current - in CloudWatch's unit
 * @param limits - absent if they aren't known
 */
export function describeMetrics(
  current: ReadonlyMap<MetricName, number>,
  history: Series | undefined,
  limits?: MetricLimits,
): Health['metrics'] {
  const boundOf = (bound: MetricRow['ceiling']) =>
    typeof bound === 'string' ? limits?.[bound] : bound;
  const describe = (name: HealthMetricName): HealthMetric => {
    const row = metrics[name];
    const min = boundOf(row.floor);
    const max = boundOf(row.ceiling);
    const show = (value: number) => round(value * row.scale, 3);
    const value = current.get(name);
    const { startMs, periodMs } = history?.window ?? {
      startMs: 0,
      periodMs: 0,
    };
    return {
      unit: row.unit,
      ...(value !== undefined && { current: show(value) }),
      ...(max !== undefined && { max }),
      ...(min !== undefined && { min }),
      points: Array.from(history?.values.get(name) ?? [], (point, slot) => [
        startMs + slot * periodMs,
        Number.isNaN(point) ? null : show(point),
      ]),
    };
  };
  return byHealthMetric(describe);
}
