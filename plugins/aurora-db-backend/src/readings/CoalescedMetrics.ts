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

/** The metrics of the card, and `uptime`, by whose absence a dead writer is known. */
export type HealthSeriesName = HealthMetricName | 'uptime';

/** Units are CloudWatch's: latencies in seconds. Cluster-level averages mix writer and readers, hence the maxima. */
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

/** Periods keep a request of 500 metrics within 100,800 datapoints where they can, and a chart within 300 points. */
const ranges: Readonly<
  Record<HealthRange, Omit<MetricBatchSettings<HealthSeriesName>, 'queries'>>
> = {
  '1h': { rangeMs: hour, periodMs: minute, refreshMs: minute },
  '3h': { rangeMs: 3 * hour, periodMs: minute, refreshMs: minute },
  '12h': { rangeMs: 12 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '24h': { rangeMs: 24 * hour, periodMs: 5 * minute, refreshMs: 5 * minute },
  '7d': { rangeMs: 168 * hour, periodMs: hour, refreshMs: 5 * minute },
};

/** The range whose datapoints severity is judged by: a minute apart, as the alarms see them. */
export const recentRange = '1h';

/** Metrics of all clusters, read in common: a batch per account, region and range. */
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
   * Throws an AwsUnavailableError when CloudWatch gives no answer and nothing was read before.
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

  /** The recent datapoints, if somebody had them read within the last minutes; never calls AWS. */
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
    // Environments may share an account; the requests are then shared too.
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
