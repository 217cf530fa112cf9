import { AwsError, type Operation } from '../../service/AwsService';
import type { Alarms } from '../alarms/Alarms';
import type { CompositeAlarms } from '../composite/CompositeAlarms';
import { alarmInputs } from './alarmInputs';
import { defineAlarmOperation } from './defineAlarmOperation';

/** Deletes alarms that no other alarm depends on. Ignores names without an alarm, as AWS does. */
export function deleteAlarms(
  alarms: Alarms,
  composites: CompositeAlarms,
): Operation {
  return defineAlarmOperation(
    alarmInputs.AlarmNames,
    async ({ AlarmNames }, context) => {
      const names = new Set(AlarmNames);
      const parents = AlarmNames.filter(name =>
        composites.records.get(context, name),
      );
      if (parents.length > 1) {
        throw new AwsError(
          'ValidationError',
          `A call can delete at most one composite alarm, not ${parents.join(', ')}.`,
        );
      }
      const needed = AlarmNames.filter(name =>
        [
          ...composites.parentsOf(context, name),
          ...composites.suppressedBy(context, name),
        ].some(
          ({ definition: { AlarmName } }) =>
            AlarmName === name || !names.has(AlarmName),
        ),
      );
      if (needed.length > 0) {
        throw new AwsError(
          'ValidationError',
          `Cannot delete ${needed.join(',')} as there are composite alarm(s) depending on ${needed.length === 1 ? 'it' : 'them'}.`,
        );
      }
      // The composite alarm first, so that a kill leaves none without its children.
      for (const name of new Set([...parents, ...AlarmNames])) {
        const composite = composites.records.get(context, name);
        const alarm = alarms.records.get(context, name);
        if (composite) {
          await composites.records.delete(context, name);
          await alarms.actions.recordConfiguration(
            context,
            'deleted',
            composite,
            'CompositeAlarm',
          );
        }
        if (alarm) {
          await alarms.records.delete(context, name);
          await alarms.actions.recordConfiguration(
            context,
            'deleted',
            alarm,
            'MetricAlarm',
          );
        }
      }
      return {};
    },
  );
}
