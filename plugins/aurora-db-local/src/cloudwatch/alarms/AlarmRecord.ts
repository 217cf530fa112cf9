import { z } from 'zod';
import {
  booleanInput,
  integerInput,
  listInput,
  numberInput,
} from '../../service/inputs';
import type { Scope } from '../../service/AwsService';
import {
  type MetricDataQuery,
  metricDataQuerySchema,
} from '../math/metricDataQuery';
import { dimensionSchema } from '../metrics/Metric';
import { parseStatistic } from '../metrics/Statistic';

export const stateValueSchema = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

export type StateValue = z.infer<typeof stateValueSchema>;

/** At most five actions for each state. */
const actionsSchema = listInput(z.string())
  .pipe(z.array(z.string()).max(5))
  .default([]);

/**
 * The input of PutMetricAlarm, which DescribeAlarms returns. `metricAlarmInput` has AWS's limits,
 * which earlier versions did not check.
 */
export const alarmDefinitionSchema = z.object({
  AlarmName: z.string().min(1).max(255),
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: booleanInput.default(true),
  OKActions: actionsSchema,
  AlarmActions: actionsSchema,
  InsufficientDataActions: actionsSchema,
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Statistic: z
    .enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'])
    .optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: listInput(dimensionSchema).default([]),
  Period: integerInput.optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: integerInput.pipe(z.number().min(1)),
  DatapointsToAlarm: integerInput.pipe(z.number().min(1)).optional(),
  Threshold: numberInput.optional(),
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  TreatMissingData: z
    .enum(['missing', 'ignore', 'breaching', 'notBreaching'])
    .optional(),
  EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
  Metrics: listInput(metricDataQuerySchema).default([]),
});

export type AlarmDefinition = z.infer<typeof alarmDefinitionSchema>;

/** What metric alarms and composite alarms have in common, besides their definition. */
export const alarmStateShape = {
  /** Milliseconds since the epoch, as all times here. */
  configured: z.number(),
  state: stateValueSchema,
  reason: z.string(),
  /** JSON. */
  reasonData: z.string().optional(),
  stateUpdated: z.number(),
  stateTransitioned: z.number(),
  tags: z.record(z.string(), z.string()),
};

export const alarmRecordSchema = z.object({
  definition: alarmDefinitionSchema,
  ...alarmStateShape,
});

export type AlarmRecord = z.infer<typeof alarmRecordSchema>;

export function alarmArn({ accountId, region }: Scope, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** The queries that give the alarm's series, and the id of that series. */
export function watchedQueries(definition: AlarmDefinition): {
  queries: MetricDataQuery[];
  watched: string;
} {
  if (definition.Metrics.length > 0) {
    const returned = definition.Metrics.find(({ ReturnData }) => ReturnData);
    return { queries: definition.Metrics, watched: returned?.Id ?? '' };
  }
  const { Namespace = '', MetricName = '', Dimensions } = definition;
  const query = {
    Id: 'm1',
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions },
      Period: definition.Period ?? 60,
      Stat: definition.Statistic ?? definition.ExtendedStatistic ?? 'Average',
      Unit: definition.Unit,
    },
    ReturnData: true,
  };
  return { queries: [query], watched: 'm1' };
}

/**
 * The number of samples from which a percentile is significant; undefined if the alarm does not
 * look at it. Source: CloudWatch user guide, "Percentile-based alarms and low data samples".
 */
export function samplesNeeded({
  EvaluateLowSampleCountPercentile,
  ExtendedStatistic = '',
}: AlarmDefinition): number | undefined {
  const statistic = parseStatistic(ExtendedStatistic);
  if (
    EvaluateLowSampleCountPercentile !== 'ignore' ||
    typeof statistic !== 'object'
  ) {
    return undefined;
  }
  const share = statistic.percentile / 100;
  return 10 / (share < 0.5 ? share : 1 - share);
}

/** The length of a period in seconds: the alarm's own, or the longest of its metrics. */
export function periodOf({ Period, Metrics }: AlarmDefinition): number {
  return Math.max(
    60,
    Period ?? 0,
    ...Metrics.map(query => query.MetricStat?.Period ?? query.Period ?? 0),
  );
}
