import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Insights } from '../Insights';
import { invalidArgument } from '../piErrors';
import { piInputs } from '../piInputs';
import { dimensionGroups } from '../queries/dimensions';
import { availableMetrics } from '../queries/metrics';
import { checkServiceType, pageOf } from './requests';

const metricTypes = ['os', 'db', 'db.sql.stats', 'db.sql_tokenized.stats'];

/** What can be queried. */
export function listingOperations(
  insights: Insights,
): Record<string, Operation> {
  return {
    ListAvailableResourceMetrics: defineOperation(
      piInputs.ListAvailableResourceMetrics,
      async (input, scope) => {
        checkServiceType(input);
        insights.instance(scope, input.Identifier);
        const { MetricTypes } = input;
        const unknown = MetricTypes.find(type => !metricTypes.includes(type));
        if (unknown !== undefined) {
          throw invalidArgument(
            `The metric type ${unknown} is not valid: choose from ${metricTypes.join(', ')}.`,
          );
        }
        const { items, NextToken } = pageOf(
          availableMetrics.filter(({ type }) => MetricTypes.includes(type)),
          { MaxResults: 25, ...input },
        );
        return {
          Metrics: items.map(({ metric, description, unit }) => ({
            Metric: metric,
            Description: description,
            Unit: unit,
          })),
          NextToken,
        };
      },
    ),
    ListAvailableResourceDimensions: defineOperation(
      piInputs.ListAvailableResourceDimensions,
      async (input, scope) => {
        checkServiceType(input);
        insights.instance(scope, input.Identifier);
        const unknown = input.Metrics.find(metric => metric !== 'db.load');
        if (unknown !== undefined) {
          throw invalidArgument(
            `The metric ${unknown} has no dimensions: choose db.load.`,
          );
        }
        const { items, NextToken } = pageOf(
          Array.from(new Set(input.Metrics), Metric => ({
            Metric,
            Groups: dimensionGroups.map(({ group, dimensions }) => ({
              Group: group,
              Dimensions: dimensions.map(Identifier => ({ Identifier })),
            })),
          })),
          input,
        );
        return { MetricDimensions: items, NextToken };
      },
    ),
  };
}
