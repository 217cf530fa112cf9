import type {
  HealthMetric,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { formatMetric } from './formatMetric';

/** What is written after a metric's value; a count needs nothing. */
export const metricUnits: Record<HealthMetric['unit'], string> = {
  ACU: 'ACU',
  count: '',
  '%': '%',
  ms: 'ms',
};

/** A metric's value with its unit in the reader's notation, e.g. `6.5 ACU`, but `43%`. */
export function formatWithUnit(
  name: HealthMetricName,
  unit: HealthMetric['unit'],
  value: number,
  language: string,
): string {
  const separator = unit === '%' ? '' : ' ';
  const figure = formatMetric(name, value, language);
  return `${figure}${separator}${metricUnits[unit]}`.trim();
}
