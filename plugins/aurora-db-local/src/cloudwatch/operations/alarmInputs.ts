import { z } from 'zod';
import { rejected } from '../../service/inputHandling';
import {
  booleanInput,
  integerInput,
  listInput,
  numberInput,
} from '../../service/inputs';
import { stateValueSchema } from '../alarms/AlarmRecord';
import {
  dimensionsInput,
  metricDataQueryInput,
  metricNameInput,
  namespaceInput,
  periodInput,
  statisticInput,
  tagListInput,
  unitInput,
} from './metricInputs';

const nameInput = z.string().min(1).max(255);

const namesInput = listInput(nameInput).pipe(
  z.array(nameInput).max(100, 'must have at most 100 names'),
);

const actionInput = z.string().min(1).max(1024);

/** At most five actions for each state. */
const actionsInput = listInput(actionInput)
  .pipe(z.array(actionInput).max(5, 'must have at most 5 actions'))
  .default([]);

const commonMembers = {
  AlarmName: nameInput,
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: booleanInput.default(true),
  OKActions: actionsInput,
  AlarmActions: actionsInput,
  InsufficientDataActions: actionsInput,
};

/** The input of PutMetricAlarm without tags. */
export const metricAlarmInput = z.strictObject({
  ...commonMembers,
  MetricName: metricNameInput.optional(),
  Namespace: namespaceInput.optional(),
  Statistic: statisticInput.optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensionsInput,
  Period: periodInput.optional(),
  Unit: unitInput.optional(),
  EvaluationPeriods: integerInput.pipe(z.number().min(1)),
  DatapointsToAlarm: integerInput.pipe(z.number().min(1)).optional(),
  Threshold: numberInput.optional(),
  ComparisonOperator: z.enum(
    [
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
    ],
    {
      error: ({ input }) =>
        `${String(input)} is not a comparison with a threshold. aurora-db-local has no anomaly detection.`,
    },
  ),
  TreatMissingData: z
    .enum(['missing', 'ignore', 'breaching', 'notBreaching'])
    .optional(),
  EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
  Metrics: listInput(metricDataQueryInput).default([]),
  ThresholdMetricId: rejected('There is no anomaly detection.'),
  EvaluationWindow: rejected('Every alarm has a sliding window.', [
    '{"SlidingWindow":{}}',
  ]),
  WarmUpConfiguration: rejected('Alarms are evaluated from the start.'),
  EvaluationCriteria: rejected('There is no PromQL.'),
  EvaluationInterval: rejected('Alarms are evaluated every minute.', ['60']),
});

const periodSecondsInput = integerInput.pipe(z.number().min(0));

export const alarmInputs = {
  PutMetricAlarm: metricAlarmInput.extend({ Tags: tagListInput.default([]) }),
  PutCompositeAlarm: z.strictObject({
    ...commonMembers,
    AlarmRule: z.string().min(1).max(10_240),
    ActionsSuppressor: z.string().min(1).max(1600).optional(),
    ActionsSuppressorWaitPeriod: periodSecondsInput.optional(),
    ActionsSuppressorExtensionPeriod: periodSecondsInput.optional(),
    Tags: tagListInput.default([]),
  }),
  AlarmNames: z.strictObject({ AlarmNames: namesInput }),
  SetAlarmState: z.strictObject({
    AlarmName: nameInput,
    StateValue: stateValueSchema,
    StateReason: z.string().max(1023),
    StateReasonData: z.string().max(4000).optional(),
  }),
};
