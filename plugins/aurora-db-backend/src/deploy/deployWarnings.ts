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
 * @param liveMaxConnections - what the servers accept now, where they exist and it is known
 */
export function deployWarnings(
  config: DatabaseConfig,
  liveMaxConnections: number | undefined,
): Message[] {
  const { minCapacity, performanceInsights } = config;
  const configured = maxConnectionsFor(config);
  return [
    ...(performanceInsights && minCapacity < insightsCapacity
      ? [createMessage('plan.databaseInsightsCapacity', { minCapacity })]
      : []),
    ...(liveMaxConnections !== undefined && liveMaxConnections !== configured
      ? [
          createMessage('plan.maxConnectionsPending', {
            configured,
            live: liveMaxConnections,
          }),
        ]
      : []),
  ];
}
