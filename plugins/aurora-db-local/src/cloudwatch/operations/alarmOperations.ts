import type { Operation, RequestContext } from '../../service/AwsService';
import { AwsError } from '../../service/AwsService';
import { alarmDefinitionSchema, type AlarmRecord } from '../alarms/AlarmRecord';
import type { Alarms } from '../alarms/Alarms';
import type { Clock } from '../Clock';
import type { CompositeAlarms } from '../composite/CompositeAlarms';
import { alarmInputs } from './alarmInputs';
import { defineAlarmOperation } from './defineAlarmOperation';
import { deleteAlarms } from './deleteAlarms';
import { putCompositeAlarm } from './putCompositeAlarm';
import { validateAlarm } from './validateAlarm';

/** Operations that create, change and delete alarms of both types. */
export function alarmOperations(
  alarms: Alarms,
  composites: CompositeAlarms,
  clock: Clock,
): Record<string, Operation> {
  const { actions } = alarms;

  const setActionsEnabled = async (
    names: readonly string[],
    context: RequestContext,
    enabled: boolean,
  ) => {
    const change = enabled ? 'enabled' : 'disabled';
    for (const name of names) {
      const alarm = alarms.records.get(context, name);
      const composite = composites.records.get(context, name);
      // AWS ignores unknown names.
      if (alarm) {
        const changed = {
          ...alarm,
          definition: { ...alarm.definition, ActionsEnabled: enabled },
          configured: clock(),
        };
        await alarms.records.put(context, name, changed);
        await actions.recordConfiguration(
          context,
          change,
          changed,
          'MetricAlarm',
        );
      }
      if (composite) {
        const changed = {
          ...composite,
          definition: { ...composite.definition, ActionsEnabled: enabled },
          configured: clock(),
        };
        await composites.records.put(context, name, changed);
        await actions.recordConfiguration(
          context,
          change,
          changed,
          'CompositeAlarm',
        );
      }
    }
    return {};
  };

  return {
    PutMetricAlarm: defineAlarmOperation(
      alarmInputs.PutMetricAlarm,
      async ({ Tags, ...input }, context) => {
        // Without the members that are refused.
        const definition = alarmDefinitionSchema.parse(input);
        validateAlarm(definition, context);
        const name = definition.AlarmName;
        if (composites.records.get(context, name)) {
          throw new AwsError(
            'ValidationError',
            `${name} is the name of a composite alarm. Choose another name.`,
          );
        }
        const now = clock();
        const before = alarms.records.get(context, name);
        const alarm: AlarmRecord = before
          ? { ...before, definition, configured: now }
          : {
              definition,
              configured: now,
              state: 'INSUFFICIENT_DATA',
              reason: 'Unchecked: Initial alarm creation',
              stateUpdated: now,
              stateTransitioned: now,
              tags: Object.fromEntries(
                Tags.map(({ Key, Value }) => [Key, Value]),
              ),
            };
        await alarms.records.put(context, name, alarm);
        await actions.recordConfiguration(
          context,
          before ? 'updated' : 'created',
          alarm,
          'MetricAlarm',
        );
        return {};
      },
    ),

    PutCompositeAlarm: putCompositeAlarm(alarms, composites, clock),

    DeleteAlarms: deleteAlarms(alarms, composites),

    SetAlarmState: defineAlarmOperation(
      alarmInputs.SetAlarmState,
      async (
        { AlarmName, StateValue, StateReason, StateReasonData },
        context,
      ) => {
        checkReasonData(StateReasonData);
        const state = {
          state: StateValue,
          reason: StateReason,
          reasonData: StateReasonData,
        };
        const alarm = alarms.records.get(context, AlarmName);
        const composite = composites.records.get(context, AlarmName);
        if (alarm) {
          await alarms.changeState(context, alarm, state);
        } else if (composite) {
          await composites.setState(context, composite, state);
        } else {
          throw new AwsError(
            'ResourceNotFound',
            `Alarm ${AlarmName} does not exist`,
            404,
          );
        }
        return {};
      },
    ),

    EnableAlarmActions: defineAlarmOperation(
      alarmInputs.AlarmNames,
      ({ AlarmNames }, context) => setActionsEnabled(AlarmNames, context, true),
    ),

    DisableAlarmActions: defineAlarmOperation(
      alarmInputs.AlarmNames,
      ({ AlarmNames }, context) =>
        setActionsEnabled(AlarmNames, context, false),
    ),
  };
}

function checkReasonData(data: string | undefined): void {
  try {
    JSON.parse(data ?? '{}');
  } catch {
    throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON.');
  }
}
