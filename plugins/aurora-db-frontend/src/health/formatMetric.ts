import {
  byHealthMetric,
  metrics,
  type HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { cachedFormat } from '../translation/cachedFormat';

const formats = byHealthMetric(name =>
  cachedFormat(language => {
    const { digits } = metrics[name];
    return new Intl.NumberFormat(language, {
      maximumFractionDigits: digits,
      // A latency of seconds needs no hundredths of a millisecond; a count is shown in full.
      ...(digits > 0 && {
        maximumSignificantDigits: 4,
        roundingPriority: 'lessPrecision',
      }),
    });
  }),
);

/**
 * A metric's value in the reader's notation, without its unit. A value that would be rounded to 0
 * is shown as less than the smallest.
 */
export function formatMetric(
  name: HealthMetricName,
  value: number,
  language: string,
): string {
  const { digits } = metrics[name];
  const smallest = 10 ** -digits;
  const format = formats[name](language);
  return digits > 0 && value > 0 && value < smallest
    ? `<${format.format(smallest)}`
    : format.format(value);
}
