import type { Scope } from '../../service/AwsService';
import type { AlarmRecord, StateValue } from './AlarmRecord';
import { stateChangeMessage } from './stateChangeMessage';
import { timestampText } from './stateReason';

/** The message about a metric alarm. */
export function alarmNotification(
  scope: Scope,
  alarm: AlarmRecord,
  previous: StateValue,
): { Subject: string; Message: string } {
  const { definition } = alarm;
  return stateChangeMessage(scope, alarm, previous, {
    AlarmConfigurationUpdatedTimestamp: timestampText(alarm.configured),
    Trigger: {
      ...(definition.Metrics.length > 0
        ? { Metrics: definition.Metrics }
        : {
            MetricName: definition.MetricName,
            Namespace: definition.Namespace,
            StatisticType:
              definition.ExtendedStatistic === undefined
                ? 'Statistic'
                : 'ExtendedStatistic',
            Statistic: definition.Statistic?.toUpperCase(),
            ExtendedStatistic: definition.ExtendedStatistic,
            Unit: definition.Unit ?? null,
            Dimensions: definition.Dimensions.map(({ Name, Value }) => ({
              value: Value,
              name: Name,
            })),
          }),
      Period: definition.Period,
      EvaluationPeriods: definition.EvaluationPeriods,
      DatapointsToAlarm: definition.DatapointsToAlarm,
      ComparisonOperator: definition.ComparisonOperator,
      Threshold: definition.Threshold,
      TreatMissingData: definition.TreatMissingData ?? '',
      EvaluateLowSampleCountPercentile:
        definition.EvaluateLowSampleCountPercentile ?? '',
    },
  });
}
