import {
  healthMetricNames,
  type HealthRange,
  type MetricName,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ClusterSeries } from './ClusterSeries';
import {
  type MetricBatchSettings,
  BatchedClusterMetrics,
} from './BatchedClusterMetrics';
import type { MetricReader } from '../ports/MetricReader';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';
import type { Reading } from './Reading';
import type { SharedCache } from './SharedCache';
import { SharedSeries } from './SharedSeries';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Settings of each range. The periods keep a chart within 300 points. Up to 3 h, they also keep a
 * request of 500 metrics within CloudWatch's limit of 100,800 datapoints.
 */
const ranges: Readonly<
  Record<HealthRange, Omit<MetricBatchSettings<MetricName>, 'queries'>>
> = {
  '1h': { rangeMs: hour, periodMs: minute, refreshMs: minute },
  '3h': { rangeMs: 3 * hour, periodMs: minute, refreshMs: minute },
  '12h': { rangeMs: 12 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '24h': { rangeMs: 24 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '7d': { rangeMs: 168 * hour, periodMs: hour, refreshMs: 5 * minute },
};

/**
 * The range that decides the severity. Its datapoints are a minute apart, like those of the alarms.
 */
export const recentRange = '1h';

/**
 * Reads the metrics of all clusters in one batch per account, region and range. README.md in this
 * folder shows the path of `range` to CloudWatch.
 */
export class CoalescedMetrics {
  readonly #reader: MetricReader;
  readonly #now: () => number;
  readonly #shared: SharedCache | undefined;
  readonly #requests: CacheRequests;
  readonly #batches = new Map<string, BatchedClusterMetrics<MetricName>>();

  constructor(
    reader: MetricReader,
    options: {
      now?: () => number;
      shared?: SharedCache;
      telemetry?: Telemetry;
    } = {},
  ) {
    const { telemetry = new Telemetry() } = options;
    this.#reader = reader;
    this.#now = options.now ?? Date.now;
    this.#shared = options.shared;
    this.#requests = telemetry.cache('datapoints');
  }

  /**
   * Throws an AwsUnavailableError if CloudWatch gives no answer and no older datapoints are known.
   *
   * @param isRunning - see {@link BatchedClusterMetrics.get}
   */
  async read(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
    range: HealthRange,
    isRunning?: boolean,
  ): Promise<Reading<ClusterSeries<MetricName>>> {
    return this.#batch(environment, range).get(clusterIdentifier, isRunning);
  }

  /** Returns the recent datapoints if they are still current. Never calls AWS. */
  peek(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): { series: ClusterSeries<MetricName>; readAt: Date } | undefined {
    return this.#batch(environment, recentRange).peek(clusterIdentifier);
  }

  #batch(
    environment: EnvironmentConfig,
    range: HealthRange,
  ): BatchedClusterMetrics<MetricName> {
    // Environments in the same account share requests.
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([accountId, region, endpoint, range]);
    const names: readonly MetricName[] =
      range === recentRange
        ? [...healthMetricNames, 'uptime']
        : healthMetricNames;
    const batch =
      this.#batches.get(key) ??
      new BatchedClusterMetrics<MetricName>(
        this.#reader,
        environment,
        {
          ...ranges[range],
          queries: names.map(metric => {
            const { metricName, dimensions, statistic } = metrics[metric];
            return { metric, metricName, dimensions, statistic };
          }),
        },
        this.#now,
        this.#shared &&
          new SharedSeries(this.#shared, key, names, ranges[range].refreshMs),
        this.#requests,
      );
    this.#batches.set(key, batch);
    return batch;
  }
}
