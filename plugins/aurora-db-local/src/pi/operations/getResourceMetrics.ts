import type { z } from 'zod';
import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Insights } from '../Insights';
import { invalidArgument } from '../piErrors';
import { piInputs } from '../piInputs';
import type { CpuStatistic } from '../queries/cpuUtilization';
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
  return defineOperation(
    piInputs.GetResourceMetrics,
    async (input, context) => {
      checkServiceType(input);
      const instance = insights.instance(context, input.Identifier);
      const range = insights.rangeOf(instance, input);
      const queries = input.MetricQueries.map(query => ({
        query,
        ...sumsOf(query, statistic =>
          insights.cpuUtilization(context, instance, range, statistic),
        ),
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
      const answers = await Promise.all(
        queries.map(async ({ query: { Metric }, series }) =>
          (await series()).map(({ dimensions, values }) => ({
            Key: { Metric, Dimensions: dimensions },
            DataPoints: Array.from(values)
              .sort(([a], [b]) => a - b)
              .map(([period, Value]) => ({ Timestamp: timeOf(period), Value })),
          })),
        ),
      );
      const { items, NextToken } = pageOf(answers.flat(), input);
      return {
        AlignedStartTime: new Date(range.start),
        AlignedEndTime: new Date(range.end),
        Identifier: input.Identifier,
        MetricList: items,
        NextToken,
      };
    },
  );
}

/** What a query adds up, and its series then. */
function sumsOf(
  { Metric, GroupBy, Filter }: Query,
  cpuUtilization: (statistic: CpuStatistic) => Promise<PeriodValues>,
): {
  sums: Array<LoadSums | CounterSums | StatementSums>;
  series(): Series[] | Promise<Series[]>;
} {
  const metric = metricOf(Metric);
  const hasDimensions = metric.kind === 'load' || metric.kind === 'statement';
  if ((GroupBy || Filter) && !hasDimensions) {
    throw invalidArgument(
      `${Metric} has no dimensions: leave GroupBy and Filter out.`,
    );
  }
  if (metric.kind === 'cpu') {
    return {
      sums: [],
      series: async () => [{ values: await cpuUtilization(metric.statistic) }],
    };
  }
  if (metric.kind === 'counter') {
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
