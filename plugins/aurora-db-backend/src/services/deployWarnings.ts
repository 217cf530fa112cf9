import {
  createMessage,
  type DatabaseConfig,
  maxConnectionsFor,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Least capacity in ACU that AWS advises for Database Insights. */
const insightsCapacity = 2;

/**
 * What a user should know of a configuration that is allowed all the same.
 *
 * @param live - capacities of the cluster in ACU, where it exists
 */
export function deployWarnings(
  config: DatabaseConfig,
  live: { minCapacity: number; maxCapacity: number } | undefined,
): Message[] {
  const { minCapacity, performanceInsights } = config;
  const configured = maxConnectionsFor(config);
  const before = live && maxConnectionsFor(live);
  return [
    ...(performanceInsights && minCapacity < insightsCapacity
      ? [createMessage('plan.databaseInsightsCapacity', { minCapacity })]
      : []),
    ...(before !== undefined && before !== configured
      ? [
          createMessage('plan.maxConnectionsPending', {
            configured,
            live: before,
          }),
        ]
      : []),
  ];
}
