import { z } from 'zod';
import { messageSchema } from '../message';

/** The classes of waits, in the order in which charts stack them. @public */
export const waitKinds = [
  'cpu',
  'io',
  'lock',
  'lwlock',
  'client',
  'other',
] as const;

/** One of {@link waitKinds}. `cpu` is a session that runs and does not wait. @public */
export type WaitKind = (typeof waitKinds)[number];

/** Epoch milliseconds of the start of a period, and average active sessions in it. */
const loadPointsSchema = z.array(z.tuple([z.number(), z.number()]));

/** Schema of {@link LoadWait}. @public */
export const loadWaitSchema = z.object({
  /** Performance Insights' name, such as `Lock:transactionid` or `CPU`. */
  name: z.string(),
  kind: z.enum(waitKinds),
  /** A period without data has no point. */
  points: loadPointsSchema,
});

/** The load of one wait event over a range. @public */
export type LoadWait = z.infer<typeof loadWaitSchema>;

/** Schema of {@link LoadStatement}. @public */
export const loadStatementSchema = z.object({
  /** Performance Insights' id of the tokenized statement. */
  id: z.string(),
  /** The statement without values. */
  text: z.string(),
  /** Average active sessions over the range. */
  load: z.number(),
  /** Share of the load of the database, from 0 to 1. */
  share: z.number().min(0).max(1),
  /** What the load of the statement consists of, the greatest first. */
  waits: z.array(
    z.object({ name: z.string(), kind: z.enum(waitKinds), load: z.number() }),
  ),
  callsPerSecond: z.number().optional(),
  averageLatencyMs: z.number().optional(),
  rowsPerCall: z.number().optional(),
  /** Its load over the range. */
  points: loadPointsSchema.optional(),
});

/** A statement that causes load. @public */
export type LoadStatement = z.infer<typeof loadStatementSchema>;

/** Schema of {@link Load}. @public */
export const loadSchema = z.object({
  /** When the data was read from AWS. */
  asOf: z.iso.datetime(),
  /** Why there is no data, and what to do. */
  unavailable: messageSchema.optional(),
  /** Average active sessions that the capacity can run at once: the vCPUs of all instances. */
  capacity: z.number().optional(),
  waits: z.array(loadWaitSchema),
  /** At most ten, the greatest load first. */
  statements: z.array(loadStatementSchema),
});

/** The load of a database over a range: average active sessions by wait and by statement. @public */
export type Load = z.infer<typeof loadSchema>;

/** Schema of {@link StatementTexts}. @public */
export const statementTextsSchema = z.object({
  /** Performance Insights' id of the tokenized statement. */
  id: z.string(),
  unavailable: messageSchema.optional(),
  /** The statements as clients sent them, with values, the greatest load first. */
  items: z.array(z.object({ text: z.string(), load: z.number() })),
});

/** The full texts behind a tokenized statement. They contain data. @public */
export type StatementTexts = z.infer<typeof statementTextsSchema>;
