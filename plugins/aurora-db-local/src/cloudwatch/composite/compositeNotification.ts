import { z } from 'zod';
import type { Scope } from '../../service/AwsService';
import type { StateValue } from '../alarms/AlarmRecord';
import { stateChangeMessage } from '../alarms/stateChangeMessage';
import type { CompositeRecord } from './CompositeRecord';

const reasonDataSchema = z.object({
  triggeringAlarms: z.array(
    z.object({
      arn: z.string(),
      state: z.object({ value: z.string(), timestamp: z.string() }),
    }),
  ),
});

/** The message about a composite alarm. */
export function compositeNotification(
  scope: Scope,
  alarm: CompositeRecord,
  previous: StateValue,
): { Subject: string; Message: string } {
  return stateChangeMessage(scope, alarm, previous, {
    AlarmRule: alarm.definition.AlarmRule,
    TriggeringChildren: triggeringChildren(alarm.reasonData),
  });
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
