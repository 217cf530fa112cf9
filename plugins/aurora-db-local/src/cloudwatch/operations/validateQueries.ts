import { AwsError } from '../../service/AwsService';
import type { MetricDataQuery } from '../math/metricDataQuery';
import { isPeriod } from '../math/QueryEvaluation';
import { parseStatistic } from '../metrics/Statistic';

/** Throws AWS's ValidationError with a line for each problem of the queries in `parameter`. */
export function validateQueries(
  queries: readonly MetricDataQuery[],
  parameter: 'MetricDataQueries' | 'Metrics',
): void {
  const problems = queries.flatMap((query, index) =>
    problemsOf(query, `${parameter}.member.${index + 1}`),
  );
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
