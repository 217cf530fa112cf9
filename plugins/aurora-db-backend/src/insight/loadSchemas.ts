import { z } from 'zod';
import type { InstanceLoad, StatementLoad } from '../ports/LoadReader';

/*
 * Replicas validate entries of the shared cache, because another version may have written them.
 * Statements with values are not part of any entry.
 */

const valuesSchema = z.array(z.number().nullable());
const waitSchema = { name: z.string(), type: z.string() };
const statementSchema = {
  id: z.string(),
  text: z.string(),
  sourceId: z.string().optional(),
};

export const instanceLoadSchema: z.ZodType<InstanceLoad> = z.object({
  times: z.array(z.number()),
  total: valuesSchema.optional(),
  waits: z.array(z.object({ ...waitSchema, sessions: valuesSchema })),
  statements: z.array(z.object({ ...statementSchema, sessions: valuesSchema })),
  counters: z.object({
    vcpus: valuesSchema.optional(),
    idle: valuesSchema.optional(),
    idleInTransaction: valuesSchema.optional(),
    idleInTransactionSeconds: valuesSchema.optional(),
  }),
});

export const statementLoadsSchema: z.ZodType<StatementLoad[]> = z.array(
  z.object({
    ...statementSchema,
    sessions: z.number(),
    waits: z.array(z.object({ ...waitSchema, sessions: z.number() })),
    callsPerSecond: z.number().optional(),
    averageLatencyMs: z.number().optional(),
    rowsPerCall: z.number().optional(),
  }),
);

/** The calls of an instance by all replicas, and when they last tried each part. */
export const callsSchema = z.object({
  calls: z.array(z.object({ id: z.string(), at: z.number() })),
  tried: z.record(z.string(), z.number()),
});

/** When viewers of all replicas last wanted each part. */
export const wantedSchema = z.record(z.string(), z.number());
