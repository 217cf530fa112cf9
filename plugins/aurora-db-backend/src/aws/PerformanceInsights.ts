import type { PIClient } from '@aws-sdk/client-pi';
import { LRUCache } from 'lru-cache';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import type {
  InstanceLoad,
  LoadReader,
  LoadWindow,
  StatementLoad,
  ValuedStatement,
} from '../ports/LoadReader';
import { MetricsRefusedError } from '../ports/errors/MetricsRefusedError';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { piSdk } from './lazySdks';
import {
  groups,
  instanceCounters,
  loadMetric,
  statementStatistics,
  toInstanceLoad,
  toStatementLoads,
  toValuedStatements,
} from './performanceInsightsShapes';

/** Performance Insights' maximum number of keys of a group. */
const mostKeys = 25;
const maxInstances = 1_000;

/**
 * Reads Performance Insights' API.
 *
 * Each read is one request, because requests are counted per instance. If AWS divides an answer
 * into pages, only the first page is read. The queries are in the order of their importance, and no
 * group has more than 25 keys.
 */
export class PerformanceInsights implements LoadReader {
  readonly #clients: AwsClients;
  /** Metrics that AWS refused, by instance. */
  readonly #refused = new LRUCache<string, ReadonlySet<string>>({
    max: maxInstances,
  });

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async readLoad(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<InstanceLoad> {
    const grouped = (Group: string) => ({
      Metric: loadMetric,
      GroupBy: { Group, Limit: mostKeys },
    });
    const { MetricList = [] } = await this.#callWithout(
      environment,
      'GetResourceMetrics',
      resourceId,
      instanceCounters.map(([, metric]) => metric),
      (client, counters) =>
        client.send(
          new (piSdk().GetResourceMetricsCommand)({
            ...requestOf(resourceId, window),
            // Datapoints have the start of their period, as in CloudWatch.
            PeriodAlignment: 'START_TIME',
            MetricQueries: [
              grouped(groups.waitEvent),
              ...counters.map(Metric => ({ Metric })),
              grouped(groups.tokenized),
              grouped(groups.valued),
            ],
          }),
        ),
    );
    return toInstanceLoad(MetricList, window);
  }

  async readStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<StatementLoad[]> {
    return toStatementLoads(
      await this.#callWithout(
        environment,
        'DescribeDimensionKeys',
        resourceId,
        statementStatistics.map(([, metric]) => metric),
        (client, statistics) =>
          client.send(
            new (piSdk().DescribeDimensionKeysCommand)({
              ...requestOf(resourceId, window),
              Metric: loadMetric,
              GroupBy: { Group: groups.tokenized, Limit: mostKeys },
              PartitionBy: { Group: groups.waitEvent, Limit: mostKeys },
              ...(statistics.length > 0 && { AdditionalMetrics: statistics }),
            }),
          ),
      ),
    );
  }

  async readValuedStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    statementId: string,
    window: LoadWindow,
  ): Promise<ValuedStatement[]> {
    const { Keys = [] } = await this.#call(
      environment,
      'DescribeDimensionKeys',
      resourceId,
      client =>
        client.send(
          new (piSdk().DescribeDimensionKeysCommand)({
            ...requestOf(resourceId, window),
            Metric: loadMetric,
            GroupBy: { Group: groups.valued, Limit: mostKeys },
            Filter: { 'db.sql_tokenized.id': statementId },
          }),
        ),
    );
    return toValuedStatements(Keys, statementId);
  }

  async readWholeText(
    environment: EnvironmentConfig,
    resourceId: string,
    valuedId: string,
  ): Promise<string | undefined> {
    const { Dimensions = [] } = await this.#call(
      environment,
      'GetDimensionKeyDetails',
      resourceId,
      client =>
        client.send(
          new (piSdk().GetDimensionKeyDetailsCommand)({
            ServiceType: 'RDS',
            Identifier: resourceId,
            Group: groups.valued,
            GroupIdentifier: valuedId,
            RequestedDimensions: ['statement'],
          }),
        ),
    );
    return Dimensions.find(
      ({ Dimension, Status }) =>
        Dimension === 'db.sql.statement' && Status === 'AVAILABLE',
    )?.Value;
  }

  /** Calls AWS without the metrics that it refused. AWS refuses a whole request for one metric. */
  async #callWithout<T>(
    environment: EnvironmentConfig,
    operation: string,
    resourceId: string,
    metrics: readonly string[],
    call: (client: PIClient, accepted: string[]) => Promise<T>,
  ): Promise<T> {
    const key = `${environment.accountId} ${environment.region} ${resourceId}`;
    const refused = this.#refused.get(key) ?? new Set();
    const accepted = metrics.filter(metric => !refused.has(metric));
    return this.#call(environment, operation, resourceId, async client => {
      try {
        return await call(client, accepted);
      } catch (error) {
        if (
          awsErrorCode(error) !== 'InvalidArgumentException' ||
          !(error instanceof Error)
        ) {
          throw error;
        }
        if (accepted.length === 0) {
          // The request is wrong for another reason.
          this.#refused.delete(key);
          throw error;
        }
        const { message } = error;
        const named = accepted.filter(metric => isNamedIn(message, metric));
        const wrong = named.length > 0 ? named : accepted;
        this.#refused.set(key, new Set([...refused, ...wrong]));
        throw new MetricsRefusedError(wrong, message);
      }
    });
  }

  #call<T>(
    environment: EnvironmentConfig,
    operation: string,
    resourceId: string,
    call: (client: PIClient) => Promise<T>,
  ): Promise<T> {
    return this.#clients.call(environment, `pi:${operation}`, async () => {
      try {
        return await call(this.#clients.pi(environment));
      } catch (error) {
        // AWS has one code for two reasons. IAM's message names the action; the other message is
        // `The resource db-… for service type RDS is not authorized for this account`.
        if (
          awsErrorCode(error) === 'NotAuthorizedException' &&
          error instanceof Error &&
          !/not authorized to perform/i.test(error.message)
        ) {
          throw new InsightsOffError(resourceId);
        }
        throw error;
      }
    });
  }
}

function requestOf(resourceId: string, window: LoadWindow) {
  return {
    ServiceType: 'RDS' as const,
    Identifier: resourceId,
    StartTime: new Date(window.startMs),
    EndTime: new Date(window.endMs),
    PeriodInSeconds: window.periodMs / 1_000,
  };
}

/** Whether a message names a metric, with or without its statistic. */
function isNamedIn(message: string, metric: string): boolean {
  return message.includes(metric.replace(/\.avg$/, ''));
}
