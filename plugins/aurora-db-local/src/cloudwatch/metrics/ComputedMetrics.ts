import type { Scope } from '../../service/AwsService';
import type { Datapoint } from './Datapoint';
import type { MetricIdentity } from './Metric';

/** Metrics whose datapoints are computed when they are read. */
export interface ComputedMetrics {
  /** Like `read` of the store, without values before `from`. All times are in milliseconds. */
  read(
    scope: Scope,
    identity: MetricIdentity,
    range: { start: number; from: number; end: number; periodMs: number },
  ): Datapoint[];
  /** The unit of a metric; undefined if it is not computed. */
  unitOf(scope: Scope, identity: MetricIdentity): string | undefined;
}
