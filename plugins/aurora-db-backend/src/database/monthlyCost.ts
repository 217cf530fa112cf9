import type {
  DatabaseConfig,
  Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Hours of a month. Source: AWS's pricing calculator. */
const hoursAMonth = 730;

/**
 * The monthly cost of a database's capacity in US dollars: always at its minimum, and always at its
 * maximum. Excludes storage and I/O.
 *
 * @param acuHour - US dollars per ACU-hour
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

/** Converts a cost per hour to a cost per month. */
export function monthOf(anHour: number): number {
  return anHour * hoursAMonth;
}
