import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import type { Alarms } from '../alarms/Alarms';
import type { Clock } from '../Clock';
import type { CompositeAlarms } from '../composite/CompositeAlarms';
import {
  alarmNameOf,
  childrenOf,
  type CompositeDefinition,
  type CompositeRecord,
} from '../composite/CompositeRecord';
import { alarmInputs } from './alarmInputs';
import { defineAlarmOperation } from './defineAlarmOperation';
import { problemOfActions } from './problemOfActions';

/** AWS's limit of composite alarms that refer to the same alarm. */
const maxParents = 150;

/** Creates a composite alarm or replaces its definition, and evaluates it. */
export function putCompositeAlarm(
  alarms: Alarms,
  composites: CompositeAlarms,
  clock: Clock,
): Operation {
  const problemOfSuppressor = (
    definition: CompositeDefinition,
    context: RequestContext,
  ): string | undefined => {
    const {
      ActionsSuppressor: suppressor,
      ActionsSuppressorWaitPeriod: wait,
      ActionsSuppressorExtensionPeriod: extension,
    } = definition;
    if (suppressor === undefined) {
      return wait === undefined && extension === undefined
        ? undefined
        : 'ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an ActionsSuppressor';
    }
    if (wait === undefined || extension === undefined) {
      return 'ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required with an ActionsSuppressor';
    }
    return composites.find(context, alarmNameOf(context, suppressor))
      ? undefined
      : `Could not save the composite alarm as the ActionsSuppressor ${suppressor} does not exist`;
  };

  const problemOfChildren = (
    definition: CompositeDefinition,
    context: RequestContext,
  ): string | undefined => {
    const children = childrenOf(context, definition);
    const missing = children.filter(name => !composites.find(context, name));
    if (missing.length > 0) {
      return `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`;
    }
    const crowded = children.find(
      name =>
        composites
          .parentsOf(context, name)
          .filter(
            parent => parent.definition.AlarmName !== definition.AlarmName,
          ).length >= maxParents,
    );
    return crowded === undefined
      ? undefined
      : `${crowded} is in the rules of ${maxParents} composite alarms already`;
  };

  const validate = (
    definition: CompositeDefinition,
    context: RequestContext,
  ): void => {
    const problem =
      problemOfActions(definition, context) ??
      problemOfSuppressor(definition, context) ??
      problemOfChildren(definition, context);
    if (problem !== undefined) {
      throw new AwsError('ValidationError', problem);
    }
  };

  return defineAlarmOperation(
    alarmInputs.PutCompositeAlarm,
    async ({ Tags, ...definition }, context) => {
      const name = definition.AlarmName;
      validate(definition, context);
      if (alarms.records.get(context, name)) {
        throw new AwsError(
          'ValidationError',
          `${name} is the name of a metric alarm. Choose another name.`,
        );
      }
      const now = clock();
      const before = composites.records.get(context, name);
      const alarm: CompositeRecord = before
        ? { ...before, definition, configured: now, children: undefined }
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
            isNew: true,
            actedState: 'INSUFFICIENT_DATA',
          };
      await composites.records.put(context, name, alarm);
      await alarms.actions.recordConfiguration(
        context,
        before ? 'updated' : 'created',
        alarm,
        'CompositeAlarm',
      );
      await composites.settle(context);
      return {};
    },
  );
}
