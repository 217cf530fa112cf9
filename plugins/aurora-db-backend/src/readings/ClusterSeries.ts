import type { MetricWindow } from '../ports/MetricReader';

/** The datapoints of one cluster: for each metric a value per slot. NaN is a gap. */
export interface ClusterSeries<M extends string = string> {
  window: MetricWindow;
  values: ReadonlyMap<M, Float64Array>;
}

/** A cluster's datapoints, with the time of the read in epoch milliseconds. */
export interface ReadSeries<M extends string = string> {
  series: ClusterSeries<M>;
  readAt: number;
}
