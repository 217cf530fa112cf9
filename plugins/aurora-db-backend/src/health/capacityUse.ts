import type {
  CapacityUse,
  MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { newestDatapoint } from './newestDatapoint';
import { round } from './round';
import { monthOf } from '../database/monthlyCost';

const hourMs = 3_600_000;

/**
 * Estimates from the ACU datapoints how much capacity a cluster used. Returns undefined if there
 * are none. The datapoints are the maxima over all instances, and readers scale with their writer,
 * so the result is an upper limit of the bill.
 *
 * @param points - ACU per slot; NaN is a gap
 * @param periodMs - length of a slot
 * @param instances - number of billed instances, including the writer
 * @param acuHour - US dollars per ACU-hour
 */
export function capacityUse(
  points: ArrayLike<number>,
  options: {
    periodMs: number;
    instances: number;
    maxCapacity: number;
    acuHour: number;
  },
): CapacityUse | undefined {
  const { periodMs, instances, maxCapacity, acuHour } = options;
  const known = Array.from(points).filter(value => !Number.isNaN(value));
  if (known.length === 0) {
    return undefined;
  }
  const hours = (known.length * periodMs) / hourMs;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const acuHours = mean * hours * instances;
  return {
    acuHours: round(acuHours, 2),
    atMaximum: round(
      known.filter(value => value >= maxCapacity).length / known.length,
      4,
    ),
    cost: {
      range: round(acuHours * acuHour, 2),
      month: round(monthOf(mean * instances * acuHour), 2),
      currency: 'USD',
    },
  };
}

/**
 * The share of an hour's datapoints, up to the newest, that are at the maximum capacity, from 0 to
 * 1. A gap is not at the maximum. Returns 0 if the capacity is fixed.
 *
 * @param capacity - bounds in ACU
 */
export function shareOfHourAtMaximum(
  { values }: ClusterSeries<MetricName>,
  { minCapacity, maxCapacity }: { minCapacity: number; maxCapacity: number },
): number {
  const own = values.get('acu');
  const newest = newestDatapoint(own);
  if (!own || !newest || minCapacity === maxCapacity) {
    return 0;
  }
  return own.filter(value => value >= maxCapacity).length / (newest.slot + 1);
}
