import { z } from 'zod';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import {
  alarmArn,
  type AlarmRecord,
  stateValueSchema,
} from '../alarms/AlarmRecord';
import { historyItemTypeSchema } from '../alarms/AlarmHistory';
import type { Alarms } from '../alarms/Alarms';
import { dimensionSchema, dimensionsKey } from '../metrics/Metric';

const pageSchema = {
  MaxRecords: integerInput.pipe(z.number().min(1).max(100)),
  NextToken: z.string().optional(),
};

const alarmTypesSchema = listInput(
  z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm']),
).default(['MetricAlarm']);

const alarmsSchema = z.object({
  AlarmNames: listInput(z.string()).optional(),
  AlarmNamePrefix: z.string().optional(),
  AlarmTypes: alarmTypesSchema,
  StateValue: stateValueSchema.optional(),
  ActionPrefix: z.string().optional(),
  ...pageSchema,
  MaxRecords: pageSchema.MaxRecords.default(50),
});

const forMetricSchema = z.object({
  MetricName: z.string(),
  Namespace: z.string(),
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: listInput(dimensionSchema).default([]),
  Period: integerInput.optional(),
  Unit: z.string().optional(),
});

const historySchema = z.object({
  AlarmName: z.string().optional(),
  AlarmTypes: alarmTypesSchema,
  HistoryItemType: historyItemTypeSchema.optional(),
  StartDate: timestampInput.optional(),
  EndDate: timestampInput.optional(),
  ScanBy: z
    .enum(['TimestampDescending', 'TimestampAscending'])
    .default('TimestampDescending'),
  ...pageSchema,
  MaxRecords: pageSchema.MaxRecords.default(100),
});

/** Operations that describe alarms. There are only metric alarms. */
export function describeAlarmsOperations(
  alarms: Alarms,
): Record<string, Operation> {
  return {
    async DescribeAlarms(input, context) {
      const request = alarmsSchema.parse(input);
      if (request.AlarmNames && request.AlarmNames.length > 100) {
        throw new AwsError(
          'ValidationError',
          'The collection AlarmNames must not have a size greater than 100.',
        );
      }
      if (
        request.AlarmNames &&
        request.AlarmNames.length > 0 &&
        request.AlarmNamePrefix !== undefined
      ) {
        throw new AwsError(
          'InvalidParameterCombination',
          'AlarmNames and AlarmNamePrefix cannot be specified at the same time.',
        );
      }
      const {
        AlarmNamePrefix: prefix = '',
        ActionPrefix: actionPrefix,
        StateValue: state,
      } = request;
      const names =
        request.AlarmNames && request.AlarmNames.length > 0
          ? new Set(request.AlarmNames)
          : undefined;
      const matching = sorted(alarms.records.list(context)).filter(
        ({ definition, state: present }) =>
          request.AlarmTypes.includes('MetricAlarm') &&
          (names === undefined || names.has(definition.AlarmName)) &&
          definition.AlarmName.startsWith(prefix) &&
          (state === undefined || present === state) &&
          (actionPrefix === undefined ||
            definition.AlarmActions.some(action =>
              action.startsWith(actionPrefix),
            )),
      );
      const page = paginate(matching, {
        maxItems: request.MaxRecords,
        token: request.NextToken,
        invalidTokenCode: 'InvalidNextToken',
      });
      return {
        MetricAlarms: page.items.map(alarm => described(context, alarm)),
        CompositeAlarms: [],
        NextToken: page.nextToken,
      };
    },

    async DescribeAlarmsForMetric(input, context) {
      const wanted = forMetricSchema.parse(input);
      const matching = sorted(alarms.records.list(context)).filter(
        ({ definition }) =>
          definition.MetricName === wanted.MetricName &&
          definition.Namespace === wanted.Namespace &&
          dimensionsKey(definition.Dimensions) ===
            dimensionsKey(wanted.Dimensions) &&
          (wanted.Statistic ?? definition.Statistic) === definition.Statistic &&
          (wanted.ExtendedStatistic ?? definition.ExtendedStatistic) ===
            definition.ExtendedStatistic &&
          (wanted.Period ?? definition.Period) === definition.Period &&
          (wanted.Unit ?? definition.Unit) === definition.Unit,
      );
      return { MetricAlarms: matching.map(alarm => described(context, alarm)) };
    },

    async DescribeAlarmHistory(input, context) {
      const request = historySchema.parse(input);
      const { StartDate, EndDate, HistoryItemType } = request;
      const ascending = alarms.history
        .list(context, request.AlarmName)
        .filter(
          ({ at, type }) =>
            request.AlarmTypes.includes('MetricAlarm') &&
            (HistoryItemType === undefined || type === HistoryItemType) &&
            (StartDate === undefined || at >= StartDate.getTime()) &&
            (EndDate === undefined || at <= EndDate.getTime()),
        )
        .sort((a, b) => a.at - b.at);
      const page = paginate(
        request.ScanBy === 'TimestampAscending'
          ? ascending
          : ascending.reverse(),
        {
          maxItems: request.MaxRecords,
          token: request.NextToken,
          invalidTokenCode: 'InvalidNextToken',
        },
      );
      return {
        AlarmHistoryItems: page.items.map(
          ({ alarmName, at, type, summary, data }) => ({
            AlarmName: alarmName,
            AlarmType: 'MetricAlarm',
            Timestamp: new Date(at),
            HistoryItemType: type,
            HistorySummary: summary,
            HistoryData: data,
          }),
        ),
        NextToken: page.nextToken,
      };
    },
  };
}

function described(scope: Scope, alarm: AlarmRecord): Record<string, unknown> {
  const { Metrics, ...definition } = alarm.definition;
  return {
    ...definition,
    // An alarm has a metric or an expression, and AWS returns only that.
    ...(Metrics.length > 0 ? { Metrics } : {}),
    AlarmArn: alarmArn(scope, definition.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.stateTransitioned),
  };
}

function sorted(records: AlarmRecord[]): AlarmRecord[] {
  return records.toSorted((a, b) =>
    a.definition.AlarmName < b.definition.AlarmName ? -1 : 1,
  );
}
