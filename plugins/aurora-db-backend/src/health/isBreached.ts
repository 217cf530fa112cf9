import {
  type AlarmDefinition,
  datapointsToAlarm,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Datapoint } from './newestDatapoint';

/** Whether a value is on the side of the threshold on which the alarm goes off. */
export function isBeyond(
  comparison: AlarmDefinition['comparison'],
  value: number,
  threshold: number,
): boolean {
  return comparison === 'GreaterThanThreshold'
    ? value > threshold
    : value < threshold;
}

/**
 * Whether the last datapoints breach an alarm, all of them.
 *
 * @param values - a value per slot in CloudWatch's unit; NaN is a gap
 * @param newest - the last datapoint to judge
 */
export function isBreached(
  { comparison, threshold }: Pick<AlarmDefinition, 'comparison' | 'threshold'>,
  values: Float64Array | undefined,
  newest: Datapoint | undefined,
): boolean {
  if (!values || !newest) {
    return false;
  }
  const last = values.slice(
    Math.max(0, newest.slot + 1 - datapointsToAlarm),
    newest.slot + 1,
  );
  // A gap is NaN, which is on neither side: missing data doesn't breach.
  return (
    last.length === datapointsToAlarm &&
    last.every(value => isBeyond(comparison, value, threshold))
  );
}
