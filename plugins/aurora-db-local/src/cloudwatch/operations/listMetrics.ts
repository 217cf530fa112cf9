import { z } from 'zod';
import { listInput } from '../../service/inputs';
import { defineOperation } from '../../service/defineOperation';
import { rejected } from '../../service/inputHandling';
import { paginate } from '../../service/paginate';
import type { Operation } from '../../service/AwsService';
import type { Clock } from '../Clock';
import type { MetricStore } from '../metrics/MetricStore';
import { metricNameInput, namespaceInput } from './metricInputs';

/** AWS's page size. */
const pageSize = 500;

const recentMs = 3 * 60 * 60_000;

/** AWS's limit of filters. */
const maxFilters = 10;

const filterInput = z.strictObject({
  Name: z.string().min(1).max(255),
  Value: z.string().min(1).max(1024).optional(),
});

const inputSchema = z.strictObject({
  Namespace: namespaceInput.optional(),
  MetricName: metricNameInput.optional(),
  Dimensions: listInput(filterInput)
    .pipe(
      z.array(filterInput).max(maxFilters, `must have at most ${maxFilters}`),
    )
    .default([]),
  NextToken: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
  IncludeLinkedAccounts: rejected('Accounts are not linked.', ['false']),
  OwningAccount: rejected('Accounts are not linked.'),
});

/** The metrics that have datapoints, 500 in a page. */
export function listMetrics(store: MetricStore, clock: Clock): Operation {
  return defineOperation(inputSchema, async (input, context) => {
    const { Namespace, MetricName, Dimensions, NextToken, RecentlyActive } =
      input;
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
  });
}
