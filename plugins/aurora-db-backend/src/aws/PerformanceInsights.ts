import type {
  DataPoint,
  DimensionKeyDescription,
  MetricKeyDataPoints,
  PIClient,
} from '@aws-sdk/client-pi';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { InsightsOffError } from '../ports/InsightsOffError';
import type {
  InstanceLoad,
  LoadReader,
  LoadValues,
  LoadWindow,
  StatementLoad,
  WaitEvent,
} from '../ports/LoadReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { piSdk } from './lazySdks';

const load = 'db.load.avg';
const waitEvent = 'db.wait_event';
const tokenized = 'db.sql_tokenized';
/** Performance Insights' maximum number of keys of a group. */
const mostKeys = 25;
/** The number of statements with values that are read of a tokenized one. */
const mostTexts = 5;

/** Counters of an Aurora PostgreSQL instance. Source: RDS's list of counter metrics. */
const counters = {
  vcpus: 'os.general.numVCPUs.avg',
  idle: 'db.state.idle_count.avg',
  idleInTransaction: 'db.state.idle_in_transaction_count.avg',
  idleInTransactionSeconds: 'db.state.idle_in_transaction_max_time.avg',
} as const;

/** Statistics of tokenized statements. Source: RDS's list of per-SQL metrics of PostgreSQL. */
const statistics = {
  callsPerSecond: 'db.sql_tokenized.stats.calls_per_sec.avg',
  averageLatencyMs: 'db.sql_tokenized.stats.avg_latency_per_call.avg',
  rowsPerCall: 'db.sql_tokenized.stats.rows_per_call.avg',
} as const;

/** Reads Performance Insights' API. */
export class PerformanceInsights implements LoadReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async readLoad(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<InstanceLoad> {
    const { MetricList = [] } = await this.#call(
      environment,
      'GetResourceMetrics',
      resourceId,
      client =>
        client.send(
          new (piSdk().GetResourceMetricsCommand)({
            ...requestOf(resourceId, window),
            // Datapoints have the start of their period, as in CloudWatch.
            PeriodAlignment: 'START_TIME',
            MetricQueries: [
              { Metric: load, GroupBy: { Group: waitEvent, Limit: mostKeys } },
              { Metric: load, GroupBy: { Group: tokenized, Limit: mostKeys } },
              ...Object.values(counters).map(Metric => ({ Metric })),
            ],
          }),
        ),
    );
    const { startMs, endMs, periodMs } = window;
    const times = Array.from(
      { length: (endMs - startMs) / periodMs },
      (_, slot) => startMs + slot * periodMs,
    );
    const valuesOf = (points: DataPoint[] = []) => alignedTo(times, points);
    const seriesOf = (metric: string) =>
      MetricList.find(({ Key }) => Key?.Metric === metric && !Key.Dimensions)
        ?.DataPoints;
    const grouped = (group: string) =>
      MetricList.filter(
        ({ Key }) => Key?.Dimensions?.[`${group}.${idOf(group)}`],
      );
    return {
      times,
      waits: grouped(waitEvent).map(series => ({
        ...waitOf(series.Key?.Dimensions),
        sessions: valuesOf(series.DataPoints),
      })),
      statements: grouped(tokenized).map(series => ({
        ...statementOf(series),
        sessions: valuesOf(series.DataPoints),
      })),
      counters: Object.fromEntries(
        Object.entries(counters).flatMap(([name, metric]) => {
          const points = seriesOf(metric);
          return points ? [[name, valuesOf(points)]] : [];
        }),
      ),
    };
  }

  async readStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<StatementLoad[]> {
    const { Keys = [], PartitionKeys = [] } = await this.#call(
      environment,
      'DescribeDimensionKeys',
      resourceId,
      client =>
        client.send(
          new (piSdk().DescribeDimensionKeysCommand)({
            ...requestOf(resourceId, window),
            Metric: load,
            GroupBy: { Group: tokenized, Limit: mostKeys },
            PartitionBy: { Group: waitEvent, Limit: mostKeys },
            AdditionalMetrics: Object.values(statistics),
          }),
        ),
    );
    const partitions = PartitionKeys.map(key => waitOf(key.Dimensions));
    return Keys.map(key => toStatementLoad(key, partitions));
  }

  async readStatementTexts(
    environment: EnvironmentConfig,
    resourceId: string,
    statementId: string,
    window: LoadWindow,
  ): Promise<Array<{ text: string; sessions: number }>> {
    const { Keys = [] } = await this.#call(
      environment,
      'DescribeDimensionKeys',
      resourceId,
      client =>
        client.send(
          new (piSdk().DescribeDimensionKeysCommand)({
            ...requestOf(resourceId, window),
            Metric: load,
            GroupBy: { Group: 'db.sql', Limit: mostTexts },
            Filter: { 'db.sql_tokenized.id': statementId },
          }),
        ),
    );
    return Promise.all(
      Keys.map(async ({ Dimensions = {}, Total = 0 }) => {
        const { Dimensions: details = [] } = await this.#call(
          environment,
          'GetDimensionKeyDetails',
          resourceId,
          client =>
            client.send(
              new (piSdk().GetDimensionKeyDetailsCommand)({
                ServiceType: 'RDS',
                Identifier: resourceId,
                Group: 'db.sql',
                GroupIdentifier: Dimensions['db.sql.id'],
                RequestedDimensions: ['statement'],
              }),
            ),
        );
        const whole = details.find(
          ({ Dimension, Status }) =>
            Dimension === 'db.sql.statement' && Status === 'AVAILABLE',
        );
        return {
          text: whole?.Value ?? Dimensions['db.sql.statement'] ?? '',
          sessions: Total,
        };
      }),
    );
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
        // The same code is for a role without the permission. Only the message differs.
        if (
          awsErrorCode(error) === 'NotAuthorizedException' &&
          error instanceof Error &&
          !/is not authorized to perform/.test(error.message)
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

function idOf(group: string): string {
  return group === waitEvent ? 'name' : 'id';
}

function waitOf(dimensions: Record<string, string> = {}): WaitEvent {
  return {
    name: dimensions['db.wait_event.name'] ?? '',
    type: dimensions['db.wait_event.type'] ?? '',
  };
}

function statementOf({ Key }: MetricKeyDataPoints) {
  return {
    id: Key?.Dimensions?.['db.sql_tokenized.id'] ?? '',
    text: Key?.Dimensions?.['db.sql_tokenized.statement'] ?? '',
  };
}

function toStatementLoad(
  {
    Dimensions = {},
    Total = 0,
    AdditionalMetrics = {},
    Partitions = [],
  }: DimensionKeyDescription,
  partitions: WaitEvent[],
): StatementLoad {
  return {
    id: Dimensions['db.sql_tokenized.id'] ?? '',
    text: Dimensions['db.sql_tokenized.statement'] ?? '',
    sessions: Total,
    waits: partitions
      .map((wait, index) => ({ ...wait, sessions: Partitions[index] ?? 0 }))
      .filter(({ sessions }) => sessions > 0),
    ...Object.fromEntries(
      Object.entries(statistics).flatMap(([name, metric]) => {
        const value = AdditionalMetrics[metric];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function alignedTo(times: number[], points: DataPoint[]): LoadValues {
  const values = new Map(
    points.map(({ Timestamp, Value }) => [Timestamp?.getTime(), Value]),
  );
  return times.map(at => values.get(at) ?? null);
}
