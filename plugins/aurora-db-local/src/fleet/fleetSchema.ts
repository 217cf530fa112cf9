import { z } from 'zod';
import {
  alarmInputs,
  metricAlarmInput,
} from '../cloudwatch/operations/alarmInputs';
import { simulatedClusterInput } from './simulatedClusterInput';
import { tagsRecord } from './tagsRecord';

const maxDatabases = 2_000;

const stackInput = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/,
      'must begin with a letter and contain at most 128 letters, digits and hyphens',
    ),
  tags: tagsRecord.default({}),
  outputs: z.record(z.string().min(1), z.string()).default({}),
  /** `UPDATE_IN_PROGRESS` is for a deploy that never ends. */
  status: z
    .enum(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS'])
    .default('CREATE_COMPLETE'),
  terminationProtection: z.boolean().default(false),
});

const databaseSchema = z.strictObject({
  /** Absent for a cluster that CloudFormation did not create. */
  stack: stackInput.optional(),
  cluster: simulatedClusterInput,
  /** The input of PutMetricAlarm. */
  alarms: z.array(metricAlarmInput).default([]),
  /** The input of PutCompositeAlarm. */
  compositeAlarms: z
    .array(
      alarmInputs.PutCompositeAlarm.omit({
        ActionsSuppressor: true,
        ActionsSuppressorWaitPeriod: true,
        ActionsSuppressorExtensionPeriod: true,
        Tags: true,
      }),
    )
    .default([]),
});

/** The body of `POST fleet`. */
export const fleetSchema = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, 'must be twelve digits'),
  region: z
    .string()
    .regex(
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      'must be a region such as ap-northeast-1',
    ),
  databases: z.array(databaseSchema).min(1).max(maxDatabases),
});

export type FleetRequest = z.infer<typeof fleetSchema>;
/** What a caller sends. */
export type FleetInput = z.input<typeof fleetSchema>;
