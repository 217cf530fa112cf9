import { z } from 'zod';
import { inputTexts } from '../inputTexts';

/**
 * Smallest maximum capacity of a Serverless v2 instance, in ACU. Source:
 * ServerlessV2ScalingConfiguration in the RDS API.
 */
const smallestMaxCapacity = 1;
/** Largest capacity of a Serverless v2 instance, in ACU. Source: as above. */
const largestCapacity = 256;

const halfSteps = (capacity: number) => Number.isInteger(capacity * 2);

/** Minimum capacity in ACU: 0 (pauses when idle) to 256 in steps of 0.5. @public */
export const minCapacitySchema = z
  .number()
  .min(0, 'minCapacity is at least 0 ACU')
  .max(largestCapacity, `minCapacity is at most ${largestCapacity} ACU`)
  .refine(halfSteps, inputTexts['input.capacitySteps']);

/** Maximum capacity in ACU: 1 to 256 in steps of 0.5. @public */
export const maxCapacitySchema = z
  .number()
  .min(
    smallestMaxCapacity,
    `maxCapacity is at least ${smallestMaxCapacity} ACU`,
  )
  .max(largestCapacity, `maxCapacity is at most ${largestCapacity} ACU`)
  .refine(halfSteps, inputTexts['input.capacitySteps']);

/**
 * The fields of {@link DatabaseConfig}. app-config can override each one per environment.
 *
 * @public
 */
export const databaseConfigFields = {
  minCapacity: minCapacitySchema,
  maxCapacity: maxCapacitySchema,
  multiAz: z.boolean(),
  /** Retention of automated backups in days. RDS keeps them for 1 to 35 days. */
  backupRetention: z.number().int().min(1).max(35),
  deletionProtection: z.boolean(),
  performanceInsights: z.boolean(),
  /**
   * Enhanced Monitoring intervals in seconds. 0 is off. Source: MonitoringInterval in the RDS API.
   */
  monitoringInterval: z.union(
    [
      z.literal(0),
      z.literal(1),
      z.literal(5),
      z.literal(10),
      z.literal(15),
      z.literal(30),
      z.literal(60),
    ],
    'expected one of 0, 1, 5, 10, 15, 30, 60',
  ),
};

/** Schema of {@link DatabaseConfig}. @public */
export const databaseConfigSchema = z
  .strictObject(databaseConfigFields)
  .refine(config => config.minCapacity <= config.maxCapacity, {
    message: inputTexts['input.capacityOrder'],
    path: ['minCapacity'],
  });

/**
 * Settings of a database. Capacities are in ACU, backup retention in days, and the Enhanced
 * Monitoring interval in seconds. `multiAz` adds a reader in another availability zone.
 * `performanceInsights` turns on Database Insights `standard`.
 *
 * @public
 */
export type DatabaseConfig = z.infer<typeof databaseConfigSchema>;
