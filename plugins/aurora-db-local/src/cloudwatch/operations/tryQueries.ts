import { AwsError, type Scope } from '../../service/AwsService';
import type { MetricDataQuery } from '../math/metricDataQuery';
import { type MetricReader, QueryEvaluation } from '../math/QueryEvaluation';

/** A metric with one value in every period. */
const sample: MetricReader = {
  read(_scope, _metric, start, end, periodMs) {
    const datapoints = [];
    for (let timestamp = start; timestamp < end; timestamp += periodMs) {
      datapoints.push({ timestamp, count: 1, sum: 1, minimum: 1, maximum: 1 });
    }
    return datapoints;
  },
};

/**
 * Throws AWS's ValidationError for an alarm's queries that cannot be evaluated: an unknown function,
 * a reference to nothing, a result that is not one series.
 */
export function tryQueries(
  queries: readonly MetricDataQuery[],
  scope: Scope,
): void {
  const longest = Math.max(
    60,
    ...queries.map(
      ({ MetricStat, Period = 0 }) => MetricStat?.Period ?? Period,
    ),
  );
  const evaluation = new QueryEvaluation(sample, scope, queries, {
    start: 0,
    end: 2 * longest * 1000,
  });
  for (const { Id, ReturnData } of queries) {
    if (ReturnData) {
      if (evaluation.seriesOf(Id).length !== 1) {
        throw new AwsError(
          'ValidationError',
          `Error in expression '${Id}': An alarm needs an expression that returns one time series.`,
        );
      }
    } else {
      evaluation.check(Id);
    }
  }
}
