import { z } from 'zod';
import { rejected } from '../../service/inputHandling';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import type { Operation } from '../../service/AwsService';
import type { AlarmHistory } from '../alarms/AlarmHistory';
import { defineAlarmOperation } from './defineAlarmOperation';

const inputSchema = z.strictObject({
  AlarmName: z.string().min(1).max(255).optional(),
  AlarmContributorId: rejected('Alarms have no contributors.'),
  AlarmTypes: listInput(
    z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm']),
  ).default(['MetricAlarm']),
  HistoryItemType: z
    .enum([
      'ConfigurationUpdate',
      'StateUpdate',
      'Action',
      'AlarmContributorStateUpdate',
      'AlarmContributorAction',
    ])
    .optional(),
  StartDate: timestampInput.optional(),
  EndDate: timestampInput.optional(),
  ScanBy: z
    .enum(['TimestampDescending', 'TimestampAscending'])
    .default('TimestampDescending'),
  MaxRecords: integerInput.pipe(z.number().min(1).max(100)).default(100),
  NextToken: z.string().optional(),
});

/** The history of alarms, by default of metric alarms only, as in AWS. */
export function describeAlarmHistory(history: AlarmHistory): Operation {
  return defineAlarmOperation(inputSchema, async (request, context) => {
    const { StartDate, EndDate, HistoryItemType } = request;
    const types = new Set<string>(request.AlarmTypes);
    const ascending = history
      .list(context, request.AlarmName)
      .filter(
        ({ at, type, alarmType }) =>
          types.has(alarmType) &&
          (HistoryItemType === undefined || type === HistoryItemType) &&
          (StartDate === undefined || at >= StartDate.getTime()) &&
          (EndDate === undefined || at <= EndDate.getTime()),
      )
      .sort((a, b) => a.at - b.at);
    const page = paginate(
      request.ScanBy === 'TimestampAscending' ? ascending : ascending.reverse(),
      {
        maxItems: request.MaxRecords,
        token: request.NextToken,
        invalidTokenCode: 'InvalidNextToken',
      },
    );
    return {
      AlarmHistoryItems: page.items.map(
        ({ alarmName, alarmType, at, type, summary, data }) => ({
          AlarmName: alarmName,
          AlarmType: alarmType,
          Timestamp: new Date(at),
          HistoryItemType: type,
          HistorySummary: summary,
          HistoryData: data,
        }),
      ),
      NextToken: page.nextToken,
    };
  });
}
