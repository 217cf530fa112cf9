import { z } from 'zod';
import { listInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import type { Operation } from '../../service/AwsService';
import type { Clock } from '../Clock';
import type { MetricStore } from '../metrics/MetricStore';

/** AWS's page size. */
const pageSize = 500;

const recentMs = 3 * 60 * 60_000;

const inputSchema = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: listInput(
    z.object({ Name: z.string(), Value: z.string().optional() }),
  ).default([]),
  NextToken: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
});

/** The metrics that have datapoints, 500 in a page. */
export function listMetrics(store: MetricStore, clock: Clock): Operation {
  return async (input, context) => {
    const { Namespace, MetricName, Dimensions, NextToken, RecentlyActive } =
      inputSchema.parse(input);
    const matching = Array.from(store.list(context, Namespace)).filter(
      ({ metricName, dimensions, latest }) =>
        (MetricName === undefined || metricName === MetricName) &&
        (RecentlyActive === undefined || latest >= clock() - recentMs) &&
        Dimensions.every(wanted =>
          dimensions.some(
            ({ Name, Value }) =>
              Name === wanted.Name && (wanted.Value ?? Value) === Value,
          ),
        ),
    );
    const { items, nextToken } = paginate(matching, {
      maxItems: pageSize,
      token: NextToken,
      invalidTokenCode: 'InvalidParameterValue',
    });
    return {
      Metrics: items.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions,
      })),
      NextToken: nextToken,
    };
  };
}
