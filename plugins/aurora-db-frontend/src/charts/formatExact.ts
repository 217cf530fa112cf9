import type { MetricUnit } from '@aurora-db/backstage-plugin-aurora-db-common';
import { unitText } from '../health/formatWithUnit';

/** A threshold with its unit, `75%` or `25 ms`. It is exact: one that is small is not 0. */
export function formatExact(
  value: number,
  unit: MetricUnit,
  language: string,
): string {
  const figure = new Intl.NumberFormat(language, {
    maximumFractionDigits: 3,
    maximumSignificantDigits: 6,
    roundingPriority: 'morePrecision',
  }).format(value);
  return unit === '%' ? `${figure}%` : `${figure} ${unitText(unit)}`.trim();
}
