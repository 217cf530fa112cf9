import type {
  HealthMetricName,
  MetricUnit,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { formatMetric } from './formatMetric';

/** What is written after a metric's value. A count needs nothing. */
export function unitText(unit: MetricUnit): string {
  return unit === 'count' ? '' : unit;
}

/** A metric's value with its unit in the reader's notation, e.g. `6.5 ACU`, but `43%`. */
export function formatWithUnit(
  name: HealthMetricName,
  unit: MetricUnit,
  value: number,
  language: string,
): string {
  const separator = unit === '%' ? '' : ' ';
  const figure = formatMetric(name, value, language);
  return `${figure}${separator}${unitText(unit)}`.trim();
}
