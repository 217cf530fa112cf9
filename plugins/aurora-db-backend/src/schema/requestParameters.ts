import {
  healthRangeSchema,
  inputTexts,
  logKindSchema,
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

/** Identifiers of tokenized statements in Performance Insights, up to its maximum length. */
export const statementIdSchema = z
  .string()
  .max(256)
  .regex(/^[a-zA-Z0-9._:-]+$/, inputTexts['input.statementId']);

/** The range of events. */
export const eventRangeSchema = healthRangeSchema.default('24h');

/** What of the log is read. */
export const logQueryKindSchema = logKindSchema.default('errors');

/** The start or the end of the range of a log. */
export const logTimeSchema = z.iso.datetime({
  offset: true,
  error: inputTexts['input.time'],
});

/** Text that lines of a log contain. Empty for all lines. */
export const logSearchSchema = z.string().max(200);

/** Continues the reading of a log. */
export const logNextSchema = z.string().min(1).max(8_000);

/** The query of a log. */
export const logQuerySchema = z.object({
  kind: logQueryKindSchema,
  from: logTimeSchema.optional(),
  to: logTimeSchema.optional(),
  // The service refuses long texts. It does not repeat them, because they can contain data.
  search: z.string().optional(),
  next: logNextSchema.optional(),
});
