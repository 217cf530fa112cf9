import { z } from 'zod';
import type { Scope } from '../../service/AwsService';
import {
  alarmArn,
  alarmStateShape,
  stateValueSchema,
} from '../alarms/AlarmRecord';
import { alarmsOf } from './AlarmRule';
import { parseAlarmRule } from './parseAlarmRule';

const actionsSchema = z.array(z.string());

/** The input of PutCompositeAlarm, which DescribeAlarms returns. */
const compositeDefinitionSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().optional(),
  AlarmRule: z.string(),
  ActionsEnabled: z.boolean(),
  OKActions: actionsSchema,
  AlarmActions: actionsSchema,
  InsufficientDataActions: actionsSchema,
  ActionsSuppressor: z.string().optional(),
  /** Seconds. */
  ActionsSuppressorWaitPeriod: z.number().optional(),
  /** Seconds. */
  ActionsSuppressorExtensionPeriod: z.number().optional(),
});

export type CompositeDefinition = z.infer<typeof compositeDefinitionSchema>;

const suppressionSchema = z.object({
  by: z.enum(['WaitPeriod', 'ExtensionPeriod', 'Alarm']),
  /** The end of a period, in milliseconds since the epoch. */
  until: z.number().optional(),
});

export type Suppression = z.infer<typeof suppressionSchema>;

export const compositeRecordSchema = z.object({
  definition: compositeDefinitionSchema,
  ...alarmStateShape,
  /**
   * The states of the children at the latest evaluation. Absent after a change of the definition,
   * which leads to an evaluation.
   */
  children: z.record(z.string(), stateValueSchema).optional(),
  /** Whether the alarm was not evaluated since its creation. */
  isNew: z.boolean(),
  /** The state for which actions ran last. It differs from `state` if actions are suppressed. */
  actedState: stateValueSchema,
  /** Absent if actions are not suppressed. */
  suppression: suppressionSchema.optional(),
});

export type CompositeRecord = z.infer<typeof compositeRecordSchema>;

/** The names of the alarms that the alarm's rule refers to. */
export function childrenOf(
  scope: Scope,
  { AlarmRule }: Pick<CompositeDefinition, 'AlarmRule'>,
): string[] {
  const names = alarmsOf(parseAlarmRule(AlarmRule)).map(alarm =>
    alarmNameOf(scope, alarm),
  );
  return Array.from(new Set(names));
}

/** The name of an alarm of this account and region. Other ARNs are returned unchanged. */
export function alarmNameOf(scope: Scope, nameOrArn: string): string {
  const prefix = alarmArn(scope, '');
  return nameOrArn.startsWith(prefix)
    ? nameOrArn.slice(prefix.length)
    : nameOrArn;
}
