import type { HealthMetricName } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Digits after the point that mean something at most; a latency below 0.01 ms is shown as such, never as 0. */
const fractionDigits: Record<HealthMetricName, number> = {
  acu: 1,
  connections: 0,
  cpu: 1,
  readLatency: 2,
  writeLatency: 2,
};

/** A metric's value in the reader's notation, without its unit. */
export function formatMetric(
  name: HealthMetricName,
  value: number,
  language: string,
): string {
  const digits = fractionDigits[name];
  const smallest = 10 ** -digits;
  const format = new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
    // Nobody wants the hundredths of a latency of seconds; a count is shown to the last.
    ...(digits > 0 && {
      maximumSignificantDigits: 4,
      roundingPriority: 'lessPrecision',
    }),
  });
  return digits > 0 && value > 0 && value < smallest
    ? `<${format.format(smallest)}`
    : format.format(value);
}
