import type { EnvironmentConfig } from './EnvironmentConfig';

/** One metric of a cluster in CloudWatch's namespace AWS/RDS. */
export interface MetricQuery {
  clusterIdentifier: string;
  metricName: string;
  /** `cluster` is DBClusterIdentifier alone; `writer` adds Role=WRITER. */
  dimensions: 'cluster' | 'writer';
  statistic: 'Maximum' | 'Average' | 'Minimum';
}

/** A stretch of time in slots of equal length; its start is a multiple of the slot's length. */
export interface MetricWindow {
  /** Epoch milliseconds. */
  startMs: number;
  periodMs: number;
  slots: number;
}

/** Reads datapoints of an environment's account and region. */
export interface MetricReader {
  /** How many queries over this window one request to CloudWatch can hold. */
  queriesPerRequest(window: MetricWindow): number;
  /**
   * One request, with its further pages. Answers in the order of the queries, a value per slot in the metric's own unit; NaN is a gap.
   * Throws an AwsUnavailableError when CloudWatch gives no answer.
   */
  read(
    environment: EnvironmentConfig,
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]>;
}
