import type { StateValue } from '../alarms/AlarmRecord';
import type { CompositeRecord, Suppression } from './CompositeRecord';

/**
 * Why a composite alarm's actions are suppressed now; undefined if they are not. The rules are from
 * "Suppressing composite alarm actions" in CloudWatch's user guide.
 *
 * @param suppressor - the state of the suppressor alarm; undefined if there is none
 * @param now - milliseconds since the epoch
 */
export function nextSuppression(
  {
    definition,
    state,
    actedState,
    suppression,
  }: Pick<
    CompositeRecord,
    'definition' | 'state' | 'actedState' | 'suppression'
  >,
  suppressor: StateValue | undefined,
  now: number,
): Suppression | undefined {
  if (suppressor === undefined) {
    return undefined;
  }
  if (suppressor === 'ALARM') {
    return { by: 'Alarm' };
  }
  const {
    ActionsSuppressorWaitPeriod: wait = 0,
    ActionsSuppressorExtensionPeriod: extension = 0,
  } = definition;
  if (suppression?.by === 'Alarm') {
    return period('ExtensionPeriod', extension, now);
  }
  const hasActions = state !== actedState;
  if (suppression) {
    const isOver =
      now >= (suppression.until ?? 0) ||
      (suppression.by === 'WaitPeriod' && !hasActions);
    return isOver ? undefined : suppression;
  }
  return hasActions && state === 'ALARM'
    ? period('WaitPeriod', wait, now)
    : undefined;
}

function period(
  by: 'WaitPeriod' | 'ExtensionPeriod',
  seconds: number,
  now: number,
): Suppression | undefined {
  return seconds > 0 ? { by, until: now + seconds * 1000 } : undefined;
}
