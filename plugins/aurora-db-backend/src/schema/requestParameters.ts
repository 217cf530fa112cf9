import {
  healthRangeSchema,
  inputTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';

/** Names that the catalog accepts. Source: Backstage's descriptor format. */
export const entityNameSchema = z
  .string()
  .max(63)
  .regex(
    /^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$/,
    inputTexts['input.entityName'],
  );

/** Identifiers of snapshots that RDS accepts, the automated ones included. */
export const snapshotIdSchema = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z][a-zA-Z0-9:-]*$/, inputTexts['input.snapshotId']);

/** The range of health. */
export const rangeSchema = healthRangeSchema.default('1h');

/** The greatest age, in minutes, of a snapshot that opens the release gate. */
export const maxAgeMinutesSchema = z.coerce
  .number<number>()
  .int()
  .min(1)
  // A week.
  .max(10_080)
  .default(60);

/** The form values of `template:default/goal-mandala-db` or of another template that deploys. */
export const formValuesSchema = z.record(z.string(), z.unknown());
