import {
  type EnvironmentProfile,
  environmentProfiles,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/**
 * What viewers read while AWS does not answer, in the words of `told`: about a database that
 * the portal read before, after two and six minutes, and about one that it had not read. `details`
 * is the HTTP status of the known database's details. Health needs the metrics of this minute, but
 * neither alarms nor instances.
 */
const table = `
  operation           | answers    | after two minutes      | after six                        | not known before                      | details
  GetMetricData       | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, stale: throttledNoData       | 200
  GetMetricData       | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  DescribeAlarms      | throttled  | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | slow       | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | cut off    | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | failing    | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | unreadable | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeDBClusters  | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, no alarms: throttledNoData   | 503
  DescribeDBClusters  | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBInstances | throttled  | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | slow       | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | cut off    | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | failing    | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | unreadable | ok                     | ok                               | ok                                    | 503
  DescribeStacks      | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, no alarms: throttledNoData   | 503
  DescribeStacks      | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503`;

/**
 * The faults of aurora-db-local that make each trouble. A slow answer takes longer than viewers and
 * the SDK wait.
 */
export const healthFaults: Readonly<Record<string, object>> = {
  throttled: { kind: 'throttle' },
  slow: { kind: 'slow', delayMs: 60_000 },
  'cut off': { kind: 'reset' },
  failing: { kind: 'error500' },
  unreadable: { kind: 'malformed' },
};

/** The environments of one portal take turns. */
function environmentOf(index: number): EnvironmentProfile {
  const [first, ...others] = environmentProfiles;
  return others[(index % environmentProfiles.length) - 1] ?? first;
}

export const healthFaultRows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line, index) => {
    const [
      operation = '',
      trouble = '',
      soon = '',
      later = '',
      newcomer = '',
      details,
    ] = line.split('|').map(cell => cell.trim());
    return {
      index,
      // Each row has its own account, which is one environment of a portal.
      accountId: String(500_000_000_000 + index),
      environment: environmentOf(index),
      operation,
      trouble,
      soon,
      later,
      newcomer,
      details: Number(details),
    };
  });

/** A row of the table. */
export type HealthFaultRow = (typeof healthFaultRows)[number];

/** Rows whose accounts are the environments of one portal. */
export const healthFaultGroups = healthFaultRows.flatMap((_, index) =>
  index % environmentProfiles.length === 0
    ? [healthFaultRows.slice(index, index + environmentProfiles.length)]
    : [],
);
