import {
  createMessage,
  type DatabaseConfig,
  maxConnectionsFor,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Smallest capacity that AWS recommends for Database Insights, in ACU. */
const insightsCapacity = 2;

/**
 * Returns warnings about a valid configuration.
 *
 * @param liveMaxConnections - the current limit of the servers, if they exist and it is known
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
