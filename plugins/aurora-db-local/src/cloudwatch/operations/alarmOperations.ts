import { z } from 'zod';
import { listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import {
  alarmDefinitionSchema,
  type AlarmRecord,
  stateValueSchema,
} from '../alarms/AlarmRecord';
import type { Alarms } from '../alarms/Alarms';
import type { Clock } from '../Clock';
import { validateAlarm } from './validateAlarm';

/** AWS's limit of names in a call. */
const maxNames = 100;

const namesSchema = z.object({ AlarmNames: listInput(z.string()) });
const tagSchema = z.object({
  Key: z.string().min(1).max(128),
  Value: z.string().max(256),
});

const setStateSchema = z.object({
  AlarmName: z.string(),
  StateValue: stateValueSchema,
  StateReason: z.string().max(1023),
  StateReasonData: z.string().max(4000).optional(),
});

/** Operations that create, change and delete alarms. */
export function alarmOperations(
  alarms: Alarms,
  clock: Clock,
): Record<string, Operation> {
  const setActionsEnabled = async (
    input: Record<string, unknown>,
    context: RequestContext,
    enabled: boolean,
  ) => {
    for (const name of namesSchema.parse(input).AlarmNames) {
      const alarm = alarms.records.get(context, name);
      // AWS ignores unknown names.
      if (alarm) {
        const changed = {
          ...alarm,
          definition: { ...alarm.definition, ActionsEnabled: enabled },
          configured: clock(),
        };
        await alarms.records.put(context, name, changed);
        await recordConfiguration(
          alarms,
          context,
          name,
          enabled ? 'enabled' : 'disabled',
          changed,
          clock(),
        );
      }
    }
    return {};
  };

  return {
    async PutMetricAlarm(input, context) {
      const definition = alarmDefinitionSchema.parse(input);
      const { Tags } = z
        .object({ Tags: listInput(tagSchema).default([]) })
        .parse(input);
      validateAlarm(definition);
      const name = definition.AlarmName;
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
      await recordConfiguration(
        alarms,
        context,
        name,
        before ? 'updated' : 'created',
        alarm,
        now,
      );
      return {};
    },

    async DeleteAlarms(input, context) {
      const { AlarmNames } = namesSchema.parse(input);
      if (AlarmNames.length > maxNames) {
        throw new AwsError(
          'ValidationError',
          `The collection AlarmNames must not have a size greater than ${maxNames}.`,
        );
      }
      const found = AlarmNames.map(
        name => [name, alarms.records.get(context, name)] as const,
      );
      const missing = found.filter(([, alarm]) => !alarm).map(([name]) => name);
      if (missing.length > 0 && AlarmNames.length > 1) {
        throw new AwsError(
          'ResourceNotFound',
          `Unknown alarms: ${missing.join(', ')}`,
          404,
        );
      }
      for (const [name, alarm] of found) {
        if (alarm) {
          await alarms.records.delete(context, name);
          await recordConfiguration(
            alarms,
            context,
            name,
            'deleted',
            alarm,
            clock(),
          );
        }
      }
      return {};
    },

    async SetAlarmState(input, context) {
      const { AlarmName, StateValue, StateReason, StateReasonData } =
        setStateSchema.parse(input);
      const alarm = alarms.records.get(context, AlarmName);
      if (!alarm) {
        throw new AwsError(
          'ResourceNotFound',
          `Alarm ${AlarmName} does not exist`,
          404,
        );
      }
      await alarms.changeState(context, alarm, {
        state: StateValue,
        reason: StateReason,
        reasonData: StateReasonData,
      });
      return {};
    },

    EnableAlarmActions: (input, context) =>
      setActionsEnabled(input, context, true),
    DisableAlarmActions: (input, context) =>
      setActionsEnabled(input, context, false),
  };
}

async function recordConfiguration(
  alarms: Alarms,
  context: RequestContext,
  name: string,
  change: 'created' | 'updated' | 'deleted' | 'enabled' | 'disabled',
  { definition }: AlarmRecord,
  now: number,
): Promise<void> {
  const summary =
    change === 'enabled' || change === 'disabled'
      ? `Actions of alarm "${name}" ${change}`
      : `Alarm "${name}" ${change}`;
  const type = {
    created: 'Create',
    deleted: 'Delete',
    updated: 'Update',
    enabled: 'Update',
    disabled: 'Update',
  }[change];
  await alarms.history.add(context, name, {
    at: now,
    type: 'ConfigurationUpdate',
    summary,
    data: JSON.stringify({
      version: '1.0',
      type,
      [`${type.toLowerCase()}dAlarm`]: definition,
    }),
  });
}
