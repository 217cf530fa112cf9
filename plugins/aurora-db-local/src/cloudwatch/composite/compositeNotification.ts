import { z } from 'zod';
import type { Scope } from '../../service/AwsService';
import { alarmArn, type StateValue } from '../alarms/AlarmRecord';
import { timestampText } from '../alarms/stateReason';
import type { CompositeRecord } from './CompositeRecord';

const reasonDataSchema = z.object({
  triggeringAlarms: z.array(
    z.object({
      arn: z.string(),
      state: z.object({ value: z.string(), timestamp: z.string() }),
    }),
  ),
});

/** The subject and message that CloudWatch publishes when a composite alarm changes its state. */
export function compositeNotification(
  scope: Scope,
  alarm: CompositeRecord,
  previous: StateValue,
): { Subject: string; Message: string } {
  const { definition } = alarm;
  const message = {
    AlarmName: definition.AlarmName,
    AlarmDescription: definition.AlarmDescription ?? null,
    AWSAccountId: scope.accountId,
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestampText(alarm.stateUpdated),
    Region: scope.region,
    AlarmArn: alarmArn(scope, definition.AlarmName),
    OKActions: definition.OKActions,
    AlarmActions: definition.AlarmActions,
    InsufficientDataActions: definition.InsufficientDataActions,
    OldStateValue: previous,
    AlarmRule: definition.AlarmRule,
    TriggeringChildren: triggeringChildren(alarm.reasonData),
  };
  // SNS accepts subjects of at most 100 characters.
  const subject = `${alarm.state}: "${definition.AlarmName}" in ${scope.region}`;
  return { Subject: subject.slice(0, 100), Message: JSON.stringify(message) };
}

/** Empty for a state that SetAlarmState set. */
function triggeringChildren(reasonData: string | undefined) {
  const parsed = reasonDataSchema.safeParse(
    reasonData === undefined ? undefined : JSON.parse(reasonData),
  );
  return (parsed.data?.triggeringAlarms ?? []).map(({ arn, state }) => ({
    Arn: arn,
    State: { Value: state.value, Timestamp: state.timestamp },
  }));
}
