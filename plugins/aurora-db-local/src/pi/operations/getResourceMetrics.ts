import type { z } from 'zod';
import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Insights } from '../Insights';
import { invalidArgument } from '../piErrors';
import { piInputs } from '../piInputs';
import { CounterSums } from '../queries/CounterSums';
import { filterOf, groupingOf } from '../queries/dimensions';
import { LoadSums, type PeriodValues } from '../queries/LoadSums';
import { metricOf } from '../queries/metrics';
import { StatementSums } from '../queries/StatementSums';
import { checkServiceType, pageOf } from './requests';

type Query = z.infer<
  typeof piInputs.GetResourceMetrics
>['MetricQueries'][number];

interface Series {
  dimensions?: Record<string, string>;
  values: PeriodValues;
}

/** GetResourceMetrics. Periods without samples have no datapoint. */
export function getResourceMetrics(insights: Insights): Operation {
  return defineOperation(piInputs.GetResourceMetrics, async (input, scope) => {
    checkServiceType(input);
    const instance = insights.instance(scope, input.Identifier);
    const range = insights.rangeOf(instance, input);
    const queries = input.MetricQueries.map(query => ({
      query,
      ...sumsOf(query),
    }));
    await insights.sum(
      instance,
      range,
      queries.flatMap(({ sums }) => sums),
    );
    const timeOf = (period: number) =>
      new Date(
        range.startOf(period) +
          (input.PeriodAlignment === 'END_TIME' ? range.periodMs : 0),
      );
    const list = queries.flatMap(({ query: { Metric }, series }) =>
      series().map(({ dimensions, values }) => ({
        Key: { Metric, Dimensions: dimensions },
        DataPoints: Array.from(values)
          .sort(([a], [b]) => a - b)
          .map(([period, Value]) => ({ Timestamp: timeOf(period), Value })),
      })),
    );
    const { items, NextToken } = pageOf(list, input);
    return {
      AlignedStartTime: new Date(range.start),
      AlignedEndTime: new Date(range.end),
      Identifier: input.Identifier,
      MetricList: items,
      NextToken,
    };
  });
}

/** What a query adds up, and its series then. */
function sumsOf({ Metric, GroupBy, Filter }: Query): {
  sums: Array<LoadSums | CounterSums | StatementSums>;
  series(): Series[];
} {
  const metric = metricOf(Metric);
  if (metric.kind === 'counter') {
    if (GroupBy || Filter) {
      throw invalidArgument(
        `${Metric} has no dimensions: leave GroupBy and Filter out.`,
      );
    }
    const counter = new CounterSums(metric.counter, metric.statistic);
    return { sums: [counter], series: () => [{ values: counter.values }] };
  }
  const load = new LoadSums(
    filterOf(Filter),
    GroupBy ? groupingOf(GroupBy) : undefined,
  );
  if (metric.kind === 'load') {
    return {
      sums: [load],
      // The total comes first.
      series: () => [
        { values: load.values },
        ...load.members().map(({ dimensions, values }) => ({
          dimensions,
          values,
        })),
      ],
    };
  }
  if (GroupBy?.Group !== 'db.sql_tokenized') {
    throw invalidArgument(
      `${Metric} belongs to statements: group it by db.sql_tokenized.`,
    );
  }
  const statements = new StatementSums();
  return {
    sums: [load, statements],
    series: () =>
      load.members().map(({ key, dimensions }) => ({
        dimensions,
        values: statements.values(key.statement?.id ?? '', metric.name),
      })),
  };
}
