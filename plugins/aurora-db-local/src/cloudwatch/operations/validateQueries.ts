import { AwsError, type Scope } from '../../service/AwsService';
import type { MetricDataQuery } from '../math/metricDataQuery';
import { isPeriod } from '../math/QueryEvaluation';
import { parseStatistic } from '../metrics/Statistic';

/** Throws AWS's ValidationError with a line for each problem of the queries in `parameter`. */
export function validateQueries(
  queries: readonly MetricDataQuery[],
  parameter: 'MetricDataQueries' | 'Metrics',
  { accountId }: Scope,
): void {
  const longest = Math.max(
    ...queries.map(({ MetricStat }) => MetricStat?.Period ?? 0),
  );
  const problems = queries.flatMap((query, index) => {
    const at = `${parameter}.member.${index + 1}`;
    return [
      ...problemsOf(query, at),
      ...problemsOfScope(query, at, accountId),
      ...problemsOfPeriod(query, at, longest),
    ];
  });
  const ids = new Set<string>();
  for (const { Id } of queries) {
    if (ids.has(Id)) {
      problems.push(
        `The values for parameter Id in ${parameter} are not unique.`,
      );
      break;
    }
    ids.add(Id);
  }
  if (problems.length > 0) {
    throw new AwsError('ValidationError', problems.join('\n'));
  }
}

function problemsOfScope(
  { AccountId }: MetricDataQuery,
  at: string,
  accountId: string,
): string[] {
  return AccountId === undefined || AccountId === accountId
    ? []
    : [
        `The parameter ${at}.AccountId is ${AccountId}, but aurora-db-local reads only metrics of the caller's account ${accountId}.`,
      ];
}

/**
 * An expression has the longest period of the metrics of the request.
 *
 * @param longest - that period in seconds; 0 if there are no metrics
 */
function problemsOfPeriod(
  { MetricStat, Period }: MetricDataQuery,
  at: string,
  longest: number,
): string[] {
  const effective = MetricStat?.Period ?? longest;
  return Period === undefined || effective === 0 || Period === effective
    ? []
    : [
        `The parameter ${at}.Period is ${Period}, but the period of its metrics is ${effective}. aurora-db-local changes no periods.`,
      ];
}

function problemsOf(
  { Id, MetricStat, Expression, Period }: MetricDataQuery,
  at: string,
): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
    problems.push(
      `The value ${Id} for parameter ${at}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (MetricStat && Expression !== undefined) {
    problems.push(
      `The parameters ${at}.Expression and ${at}.MetricStat are mutually exclusive and you have specified both.`,
    );
  }
  if (!MetricStat && Expression === undefined) {
    problems.push(
      `Either the parameter ${at}.Expression or ${at}.MetricStat is required and you have specified none.`,
    );
  }
  if (Expression !== undefined && /^\s*(SELECT|SEARCH)\b/i.test(Expression)) {
    problems.push(
      `Error in expression '${Id}': SEARCH and SELECT are not supported by aurora-db-local.`,
    );
  }
  for (const [name, period] of Object.entries({
    'MetricStat.Period': MetricStat?.Period,
    Period,
  })) {
    if (period !== undefined && !isPeriod(period)) {
      problems.push(
        `The parameter ${at}.${name} must be 1, 5, 10, 20, 30 or a multiple of 60.`,
      );
    }
  }
  if (MetricStat && !parseStatistic(MetricStat.Stat)) {
    problems.push(
      `The value ${MetricStat.Stat} for parameter ${at}.MetricStat.Stat is not supported.`,
    );
  }
  return problems;
}
