import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Insights } from '../Insights';
import { invalidArgument } from '../piErrors';
import { piInputs } from '../piInputs';
import { filterOf, groupingOf } from '../queries/dimensions';
import { LoadSums } from '../queries/LoadSums';
import { isLoad, metricOf } from '../queries/metrics';
import { PartitionSums } from '../queries/PartitionSums';
import { StatementSums } from '../queries/StatementSums';
import { checkServiceType, pageOf } from './requests';

/** DescribeDimensionKeys. */
export function describeDimensionKeys(insights: Insights): Operation {
  return defineOperation(
    piInputs.DescribeDimensionKeys,
    async (input, scope) => {
      checkServiceType(input);
      const instance = insights.instance(scope, input.Identifier);
      const range = insights.rangeOf(instance, input);
      if (!isLoad(input.Metric)) {
        throw invalidArgument(
          `Metric ${input.Metric} is not valid: choose db.load.avg or db.sampledload.avg.`,
        );
      }
      const additional = statementMetricsOf(input);
      const filter = filterOf(input.Filter);
      const grouping = groupingOf(input.GroupBy);
      const keys = new LoadSums(filter, grouping);
      const partitions =
        input.PartitionBy &&
        new PartitionSums(filter, groupingOf(input.PartitionBy), key =>
          grouping.nameOf(key),
        );
      const statements = new StatementSums();
      await insights.sum(
        instance,
        range,
        partitions ? [keys, partitions, statements] : [keys, statements],
      );
      const partitionKeys = partitions?.keys();
      const { items, NextToken } = pageOf(keys.members(), input);
      return {
        AlignedStartTime: new Date(range.start),
        AlignedEndTime: new Date(range.end),
        PartitionKeys: partitionKeys?.map(({ dimensions }) => ({
          Dimensions: dimensions,
        })),
        Keys: items.map(member => ({
          Dimensions: member.dimensions,
          Total: member.total,
          AdditionalMetrics:
            additional.length > 0
              ? Object.fromEntries(
                  additional.flatMap(({ metric, name }) => {
                    const value = statements.total(
                      member.key.statement?.id ?? '',
                      name,
                    );
                    return value === undefined ? [] : [[metric, value]];
                  }),
                )
              : undefined,
          Partitions: partitionKeys?.map(({ name }) =>
            partitions?.average(member.name, name),
          ),
        })),
        NextToken,
      };
    },
  );
}

function statementMetricsOf({
  AdditionalMetrics = [],
  GroupBy,
}: {
  AdditionalMetrics?: string[];
  GroupBy: { Group: string };
}): Array<{ metric: string; name: string }> {
  return AdditionalMetrics.map(metric => {
    const parsed = metricOf(metric);
    if (parsed.kind !== 'statement' || GroupBy.Group !== 'db.sql_tokenized') {
      throw invalidArgument(
        `AdditionalMetrics can have metrics of the group db.sql_tokenized only, as in db.sql_tokenized.stats.calls_per_sec.avg, and only if GroupBy has this group. ${metric} is not valid.`,
      );
    }
    return { metric, name: parsed.name };
  });
}
