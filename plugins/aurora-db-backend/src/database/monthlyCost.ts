import type {
  DatabaseConfig,
  Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Hours of a month. Source: AWS's pricing calculator. */
const hoursAMonth = 730;

/**
 * What a database's capacity costs in a month: at its minimum all the time, and at its maximum. Storage and I/O are not in it.
 *
 * @param acuHour - US dollars an ACU-hour
 */
export function monthlyCost(
  { minCapacity, maxCapacity, multiAz }: DatabaseConfig,
  acuHour: number,
): Plan['monthlyCost'] {
  const instances = multiAz ? 2 : 1;
  const cost = (capacity: number) =>
    Math.round(monthOf(capacity * instances * acuHour) * 100) / 100;
  return { min: cost(minCapacity), max: cost(maxCapacity), currency: 'USD' };
}

/** What costs so much an hour costs in a month. */
export function monthOf(anHour: number): number {
  return anHour * hoursAMonth;
}
