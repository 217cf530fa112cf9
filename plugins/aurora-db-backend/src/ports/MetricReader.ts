import type { MetricRow } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from './EnvironmentConfig';

/** One metric of a cluster in CloudWatch's namespace AWS/RDS. */
export interface MetricQuery extends Pick<
  MetricRow,
  'metricName' | 'dimensions' | 'statistic'
> {
  clusterIdentifier: string;
}

/** A period of time in slots of equal length. Its start is a multiple of the slot's length. */
export interface MetricWindow {
  /** Epoch milliseconds. */
  startMs: number;
  periodMs: number;
  slots: number;
}

/** Reads datapoints of an environment's account and region. */
export interface MetricReader {
  /** Number of queries over this window that fit into one request to CloudWatch. */
  queriesPerRequest(window: MetricWindow): number;
  /**
   * Makes one request and reads all its pages. Returns an array for each query, in order, with a
   * value per slot in the metric's own unit. NaN is a gap. Throws an AwsUnavailableError if
   * CloudWatch gives no answer.
   */
  read(
    environment: EnvironmentConfig,
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]>;
}
