import type { Scope } from '../../service/AwsService';
import { alarmArn, type AlarmRecord, type StateValue } from './AlarmRecord';
import { timestampText } from './stateReason';

/** The subject and message that CloudWatch publishes to a topic when an alarm changes its state. */
export function alarmNotification(
  scope: Scope,
  alarm: AlarmRecord,
  previous: StateValue,
): { Subject: string; Message: string } {
  const { definition } = alarm;
  const message = {
    AlarmName: definition.AlarmName,
    AlarmDescription: definition.AlarmDescription ?? null,
    AWSAccountId: scope.accountId,
    AlarmConfigurationUpdatedTimestamp: timestampText(alarm.configured),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestampText(alarm.stateUpdated),
    Region: scope.region,
    AlarmArn: alarmArn(scope, definition.AlarmName),
    OldStateValue: previous,
    OKActions: definition.OKActions,
    AlarmActions: definition.AlarmActions,
    InsufficientDataActions: definition.InsufficientDataActions,
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
  };
  // SNS accepts subjects of at most 100 characters.
  const subject = `${alarm.state}: "${definition.AlarmName}" in ${scope.region}`;
  return { Subject: subject.slice(0, 100), Message: JSON.stringify(message) };
}
