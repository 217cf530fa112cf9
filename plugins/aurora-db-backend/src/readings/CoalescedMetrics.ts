import {
  type HealthMetricName,
  healthMetricNames,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ClusterSeries } from './ClusterSeries';
import {
  type MetricBatchSettings,
  BatchedClusterMetrics,
} from './BatchedClusterMetrics';
import type { MetricQuery, MetricReader } from '../ports/MetricReader';
import type { Reading } from './Reading';
import type { SharedCache } from './SharedCache';
import { SharedSeries } from './SharedSeries';

/** The metrics of the card, and `uptime`: a dead writer sends none. */
export type HealthSeriesName = HealthMetricName | 'uptime';

/**
 * Units are CloudWatch's: latencies are in seconds. Cluster-level averages mix the writer and its
 * readers, so these queries use the maximum.
 */
const queries: Readonly<
  Record<HealthSeriesName, Omit<MetricQuery, 'clusterIdentifier'>>
> = {
  acu: {
    metricName: 'ServerlessDatabaseCapacity',
    dimensions: 'cluster',
    statistic: 'Maximum',
  },
  connections: {
    metricName: 'DatabaseConnections',
    dimensions: 'cluster',
    statistic: 'Maximum',
  },
  cpu: {
    metricName: 'CPUUtilization',
    dimensions: 'cluster',
    statistic: 'Maximum',
  },
  readLatency: {
    metricName: 'ReadLatency',
    dimensions: 'writer',
    statistic: 'Average',
  },
  writeLatency: {
    metricName: 'WriteLatency',
    dimensions: 'writer',
    statistic: 'Average',
  },
  uptime: {
    metricName: 'EngineUptime',
    dimensions: 'writer',
    statistic: 'Minimum',
  },
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * The periods keep a chart within 300 points and, up to 3 h, a request of 500 metrics within
 * 100,800 datapoints.
 */
const ranges: Readonly<
  Record<HealthRange, Omit<MetricBatchSettings<HealthSeriesName>, 'queries'>>
> = {
  '1h': { rangeMs: hour, periodMs: minute, refreshMs: minute },
  '3h': { rangeMs: 3 * hour, periodMs: minute, refreshMs: minute },
  '12h': { rangeMs: 12 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '24h': { rangeMs: 24 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '7d': { rangeMs: 168 * hour, periodMs: hour, refreshMs: 5 * minute },
};

/** The range that severity is judged by. Its datapoints are a minute apart, as the alarms' are. */
export const recentRange = '1h';

/**
 * Reads the metrics of all clusters in one batch per account, region and range. README.md in this
 * folder shows the path of `range` to CloudWatch.
 */
export class CoalescedMetrics {
  readonly #reader: MetricReader;
  readonly #now: () => number;
  readonly #shared: SharedCache | undefined;
  readonly #batches = new Map<
    string,
    BatchedClusterMetrics<HealthSeriesName>
  >();

  constructor(
    reader: MetricReader,
    options: { now?: () => number; shared?: SharedCache } = {},
  ) {
    this.#reader = reader;
    this.#now = options.now ?? Date.now;
    this.#shared = options.shared;
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
  ): Promise<Reading<ClusterSeries<HealthSeriesName>>> {
    return this.#batch(environment, range).get(clusterIdentifier, isRunning);
  }

  /** Returns the recent datapoints if they were read within the last minutes. Never calls AWS. */
  peek(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): { series: ClusterSeries<HealthSeriesName>; readAt: Date } | undefined {
    return this.#batch(environment, recentRange).peek(clusterIdentifier);
  }

  #batch(
    environment: EnvironmentConfig,
    range: HealthRange,
  ): BatchedClusterMetrics<HealthSeriesName> {
    // Environments in the same account share requests.
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([accountId, region, endpoint, range]);
    const names: readonly HealthSeriesName[] =
      range === recentRange
        ? [...healthMetricNames, 'uptime']
        : healthMetricNames;
    const batch =
      this.#batches.get(key) ??
      new BatchedClusterMetrics<HealthSeriesName>(
        this.#reader,
        environment,
        {
          ...ranges[range],
          queries: names.map(metric => ({ metric, ...queries[metric] })),
        },
        this.#now,
        this.#shared &&
          new SharedSeries(this.#shared, key, names, ranges[range].refreshMs),
      );
    this.#batches.set(key, batch);
    return batch;
  }
}
