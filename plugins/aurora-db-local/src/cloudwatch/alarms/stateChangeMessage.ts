import type { Scope } from '../../service/AwsService';
import { alarmArn, type AlarmRecord, type StateValue } from './AlarmRecord';
import { timestampText } from './stateReason';

/** The parts of an alarm, metric or composite, that every message about it has. */
interface ChangedAlarm extends Pick<
  AlarmRecord,
  'state' | 'reason' | 'stateUpdated'
> {
  definition: Pick<
    AlarmRecord['definition'],
    | 'AlarmName'
    | 'AlarmDescription'
    | 'OKActions'
    | 'AlarmActions'
    | 'InsufficientDataActions'
  >;
}

/** The subject and message that CloudWatch publishes to a topic when an alarm changes its state. */
export function stateChangeMessage(
  scope: Scope,
  { definition, state, reason, stateUpdated }: ChangedAlarm,
  previous: StateValue,
  details: Record<string, unknown>,
): { Subject: string; Message: string } {
  const message = {
    AlarmName: definition.AlarmName,
    AlarmDescription: definition.AlarmDescription ?? null,
    AWSAccountId: scope.accountId,
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: timestampText(stateUpdated),
    Region: scope.region,
    AlarmArn: alarmArn(scope, definition.AlarmName),
    OldStateValue: previous,
    OKActions: definition.OKActions,
    AlarmActions: definition.AlarmActions,
    InsufficientDataActions: definition.InsufficientDataActions,
    ...details,
  };
  // SNS accepts subjects of at most 100 characters.
  const subject = `${state}: "${definition.AlarmName}" in ${scope.region}`;
  return { Subject: subject.slice(0, 100), Message: JSON.stringify(message) };
}
