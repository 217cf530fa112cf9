import type { Scope } from '../../service/AwsService';
import type { AlarmType } from '../alarms/AlarmHistory';
import {
  alarmArn,
  type AlarmRecord,
  type StateValue,
} from '../alarms/AlarmRecord';
import type { CompositeRecord } from '../composite/CompositeRecord';

/** An alarm as DescribeAlarms returns it, with what the operation selects by. */
export interface DescribedAlarm {
  type: AlarmType;
  name: string;
  state: StateValue;
  actions: readonly string[];
  output: Record<string, unknown>;
}

export function describedAlarm(
  scope: Scope,
  alarm: AlarmRecord,
): DescribedAlarm {
  const { Metrics, ...definition } = alarm.definition;
  return {
    type: 'MetricAlarm',
    name: definition.AlarmName,
    state: alarm.state,
    actions: definition.AlarmActions,
    output: {
      ...definition,
      // An alarm has a metric or an expression, and AWS returns only that.
      ...(Metrics.length > 0 ? { Metrics } : {}),
      ...stateOf(scope, alarm),
    },
  };
}

export function describedComposite(
  scope: Scope,
  alarm: CompositeRecord,
): DescribedAlarm {
  const { definition, suppression } = alarm;
  return {
    type: 'CompositeAlarm',
    name: definition.AlarmName,
    state: alarm.state,
    actions: definition.AlarmActions,
    output: {
      ...definition,
      ...stateOf(scope, alarm),
      ActionsSuppressedBy: suppression?.by,
      ActionsSuppressedReason:
        suppression && `Actions suppressed by ${suppression.by}`,
    },
  };
}

function stateOf(scope: Scope, alarm: AlarmRecord | CompositeRecord) {
  return {
    AlarmArn: alarmArn(scope, alarm.definition.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.stateTransitioned),
  };
}
