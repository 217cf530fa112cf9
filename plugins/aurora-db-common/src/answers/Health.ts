import { z } from 'zod';
import { messageSchema, type Message } from '../message';
import { healthMetricNames, metricUnits } from '../metrics';

/** Schema of {@link Severity}. @public */
export const severitySchema = z.enum(['ok', 'warning', 'critical', 'unknown']);

/** Health of a database, by the alarm table. @public */
export type Severity = z.infer<typeof severitySchema>;

/** The time ranges of health. @public */
export const healthRanges = ['1h', '3h', '12h', '24h', '7d'] as const;

/** Schema of {@link HealthRange}. @public */
export const healthRangeSchema = z.enum(healthRanges);

/** One of {@link healthRanges}. @public */
export type HealthRange = z.infer<typeof healthRangeSchema>;

/** Schema of {@link HealthMetric}. @public */
export const healthMetricSchema = z.object({
  unit: z.enum(metricUnits),
  /** The newest datapoint. Absent if it is not one of the last minutes, or no server runs. */
  current: z.number().optional(),
  /** The upper limit of the metric, e.g. the maximum capacity or the servers' max_connections. */
  max: z.number().optional(),
  /** The lower limit of the metric, e.g. the minimum capacity. */
  min: z.number().optional(),
  /** Epoch milliseconds and value; null is a gap. */
  points: z.array(z.tuple([z.number(), z.number().nullable()])),
});

/** The datapoints of a metric, in the metric's unit. @public */
export type HealthMetric = z.infer<typeof healthMetricSchema>;

/** Schema of {@link CapacityUse}. @public */
export const capacityUseSchema = z.object({
  /** ACU-hours of all instances. Slightly above the billed value: the datapoints are maxima. */
  acuHours: z.number(),
  /** Share of the range's datapoints at the maximum capacity, from 0 to 1. */
  atMaximum: z.number().min(0).max(1),
  /** Cost of the capacity over the range, and per month at this rate. Excludes storage and I/O. */
  cost: z.object({
    range: z.number(),
    month: z.number(),
    currency: z.literal('USD'),
  }),
});

/** How much capacity a database used over a range. @public */
export type CapacityUse = z.infer<typeof capacityUseSchema>;

/** A reason for the severity of a database. @public */
export type HealthReason = Message & {
  /**
   * What causes most of the load in the same minutes. Absent if the data shows no cause, or if the
   * caller may not read insights.
   */
  cause?: Message;
};

/** Schema of {@link HealthReason}. @public */
export const healthReasonSchema: z.ZodType<HealthReason> = messageSchema.and(
  z.object({ cause: messageSchema.optional() }),
);

/** Schema of {@link AlarmCondition}. @public */
export const alarmConditionSchema = z.object({
  /** CloudWatch's name, such as `CPUUtilization`. Absent if the alarm is about an expression. */
  metricName: z.string().optional(),
  /** CloudWatch's name, such as `GreaterThanThreshold`. */
  comparison: z.string(),
  /** In the metric's unit in CloudWatch. Absent if the alarm detects anomalies. */
  threshold: z.number().optional(),
  statistic: z.string().optional(),
  periodSeconds: z.number().optional(),
  /** The instance, if the alarm is about one. */
  instance: z.string().optional(),
});

/** The condition of an alarm that the portal did not create. @public */
export type AlarmCondition = z.infer<typeof alarmConditionSchema>;

/** Schema of {@link HealthAlarm}. @public */
export const healthAlarmSchema = z.object({
  /** The id in the portal's table of alarms, or the name of an alarm of another tool. */
  id: z.string(),
  name: z.string(),
  severity: z.enum(['warning', 'critical']),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  since: z.iso.datetime().optional(),
  /** Composite alarms combine the states of others. Absent: a metric alarm. */
  type: z.enum(['metric', 'composite']).optional(),
  /** Present if the alarm is a metric alarm of another tool. */
  condition: alarmConditionSchema.optional(),
});

/** An alarm of a database in CloudWatch. @public */
export type HealthAlarm = z.infer<typeof healthAlarmSchema>;

/** Schema of {@link Health}. @public */
export const healthSchema = z.object({
  entityRef: z.string(),
  /** The status as in {@link Cluster}, or `paused`. */
  status: z.string(),
  severity: severitySchema,
  reasons: z.array(healthReasonSchema),
  /** When the data was read from AWS. */
  asOf: z.iso.datetime(),
  /** True if AWS gave no newer data than that of `asOf`. */
  stale: z.boolean().optional(),
  metrics: z.record(z.enum(healthMetricNames), healthMetricSchema),
  alarms: z.array(healthAlarmSchema),
  /**
   * The metrics that the portal judges by its own thresholds, because no alarm in CloudWatch covers
   * them. Only for databases that the portal did not create.
   */
  judgedByPortal: z.array(z.string()).optional(),
  capacityUse: capacityUseSchema.optional(),
});

/** Health of a database over a range, with its reasons. @public */
export type Health = z.infer<typeof healthSchema>;
