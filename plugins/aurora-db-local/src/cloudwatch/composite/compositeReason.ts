import type { Scope } from '../../service/AwsService';
import type { AnyAlarm } from '../alarms/AlarmActions';
import { alarmArn, type StateValue } from '../alarms/AlarmRecord';
import { timestampText } from '../alarms/stateReason';
import type { CompositeRecord } from './CompositeRecord';

/** A child alarm that led to an evaluation. */
export interface Child {
  name: string;
  alarm: Pick<AnyAlarm, 'state' | 'stateUpdated'>;
}

/** The reason for a composite alarm's state, in CloudWatch's words. */
export function compositeReason(
  scope: Scope,
  { definition, isNew }: CompositeRecord,
  state: StateValue,
  /** The latest child that changed; undefined if the alarm itself changed. */
  latest: Child | undefined,
): string {
  if (latest) {
    return `${alarmArn(scope, latest.name)} transitioned to ${latest.alarm.state} at ${dateText(latest.alarm.stateUpdated)}`;
  }
  const arn = alarmArn(scope, definition.AlarmName);
  return isNew
    ? `${arn} was created and its alarm rule evaluates to ${state}`
    : `${arn} was updated and its new alarm rule evaluates to ${state}`;
}

/** The children behind a state, as JSON in CloudWatch's format. */
export function compositeReasonData(
  scope: Scope,
  children: readonly Child[],
): string {
  return JSON.stringify({
    triggeringAlarms: children.map(({ name, alarm }) => ({
      arn: alarmArn(scope, name),
      state: {
        value: alarm.state,
        timestamp: timestampText(alarm.stateUpdated),
      },
    })),
  });
}

/** For example `Friday 22 July, 2022 15:57:45 UTC`. */
function dateText(timestamp: number): string {
  const date = new Date(timestamp);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(
      date,
    );
  const time = date.toISOString().slice(11, 19);
  const day = date.toISOString().slice(8, 10);
  return `${part({ weekday: 'long' })} ${day} ${part({ month: 'long' })}, ${date.getUTCFullYear()} ${time} UTC`;
}
