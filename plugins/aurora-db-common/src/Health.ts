import { z } from 'zod';
import { messageSchema } from './message';

/** Schema of {@link Severity}. @public */
export const severitySchema = z.enum(['ok', 'warning', 'critical', 'unknown']);

/** How a database is, by the alarm table. @public */
export type Severity = z.infer<typeof severitySchema>;

/** The time ranges for which health is served. @public */
export const healthRanges = ['1h', '3h', '12h', '24h', '7d'] as const;

/** Schema of {@link HealthRange}. @public */
export const healthRangeSchema = z.enum(healthRanges);

/** @public */
export type HealthRange = z.infer<typeof healthRangeSchema>;

/** The metrics of a health answer; latencies are of the writer. @public */
export const healthMetricNames = [
  'acu',
  'connections',
  'cpu',
  'readLatency',
  'writeLatency',
] as const;

/** @public */
export type HealthMetricName = (typeof healthMetricNames)[number];

/** Schema of {@link HealthMetric}. @public */
export const healthMetricSchema = z.object({
  /** ACU, connections, percent or milliseconds. */
  unit: z.enum(['ACU', 'count', '%', 'ms']),
  /** The newest datapoint. */
  current: z.number().optional(),
  /** The ceiling of the metric, e.g. maximum capacity, or the max_connections that the servers run with. */
  max: z.number().optional(),
  /** The floor of the metric, e.g. minimum capacity. */
  min: z.number().optional(),
  /** Epoch milliseconds and value; null is a gap. */
  points: z.array(z.tuple([z.number(), z.number().nullable()])),
});

/** @public */
export type HealthMetric = z.infer<typeof healthMetricSchema>;

/** Schema of {@link Health}. @public */
export const healthSchema = z.object({
  entityRef: z.string(),
  /** As {@link Cluster}'s, or `paused`. */
  status: z.string(),
  severity: severitySchema,
  reasons: z.array(messageSchema),
  /** When the data was read from AWS. */
  asOf: z.iso.datetime(),
  /** The newest data could not be read; this is what was read at `asOf`. */
  stale: z.boolean().optional(),
  metrics: z.record(z.enum(healthMetricNames), healthMetricSchema),
  alarms: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      severity: z.enum(['warning', 'critical']),
      state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
      since: z.iso.datetime().optional(),
    }),
  ),
});

/** How a database is, over a range, with its reasons. @public */
export type Health = z.infer<typeof healthSchema>;
