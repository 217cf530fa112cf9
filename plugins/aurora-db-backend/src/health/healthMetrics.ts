import type {
  Health,
  HealthMetric,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSeries } from '../readings/ClusterSeries';
import type { HealthSeriesName } from '../readings/CoalescedMetrics';
import { newestDatapoint, round } from './judgeHealth';

type Series = ClusterSeries<HealthSeriesName>;

/**
 * The metrics of an answer: the newest values, and the points of the range.
 *
 * @param limits - ceilings and floors; undefined if they are not known
 */
export function healthMetrics(
  recent: Series | undefined,
  history: Series | undefined,
  limits?: {
    minCapacity: number;
    maxCapacity: number;
    maxConnections: number;
  },
): Health['metrics'] {
  const describe = (
    name: HealthSeriesName,
    unit: HealthMetric['unit'],
    bounds: { min?: number | undefined; max?: number | undefined } = {},
  ): HealthMetric => {
    const scale = (value: number) =>
      round(unit === 'ms' ? value * 1000 : value, 3);
    const current =
      newestDatapoint(recent?.values.get(name)) ??
      newestDatapoint(history?.values.get(name));
    const { startMs, periodMs } = history?.window ?? {
      startMs: 0,
      periodMs: 0,
    };
    return {
      unit,
      ...(current && { current: scale(current.value) }),
      ...(bounds.max !== undefined && { max: bounds.max }),
      ...(bounds.min !== undefined && { min: bounds.min }),
      points: Array.from(history?.values.get(name) ?? [], (value, slot) => [
        startMs + slot * periodMs,
        Number.isNaN(value) ? null : scale(value),
      ]),
    };
  };
  return {
    acu: describe('acu', 'ACU', {
      min: limits?.minCapacity,
      max: limits?.maxCapacity,
    }),
    connections: describe('connections', 'count', {
      max: limits?.maxConnections,
    }),
    cpu: describe('cpu', '%', { min: 0, max: 100 }),
    readLatency: describe('readLatency', 'ms'),
    writeLatency: describe('writeLatency', 'ms'),
  };
}
