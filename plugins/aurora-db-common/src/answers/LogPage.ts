import { z } from 'zod';
import { messageSchema } from '../message';

/** What a page of the log contains. @public */
export const logKinds = ['errors', 'slow', 'all'] as const;

/** Schema of {@link LogKind}. @public */
export const logKindSchema = z.enum(logKinds);

/** One of {@link logKinds}. @public */
export type LogKind = z.infer<typeof logKindSchema>;

/** Schema of {@link LogGroup}. @public */
export const logGroupSchema = z.object({
  /** Absent if neither the log nor the message tells it. */
  sqlState: z.string().optional(),
  severity: z.enum(['ERROR', 'FATAL', 'PANIC']),
  /** Without values. */
  message: z.string(),
  count: z.number(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});

/** Errors of the log with the same SQLSTATE and message. @public */
export type LogGroup = z.infer<typeof logGroupSchema>;

/** Schema of {@link LogLine}. @public */
export const logLineSchema = z.object({
  /** Distinguishes lines of the same time. */
  id: z.string(),
  at: z.iso.datetime(),
  /** Identifier of the instance. */
  instance: z.string(),
  /** The text of the log, with values. */
  text: z.string(),
  /** PostgreSQL's severity, such as LOG or ERROR. */
  severity: z.string().optional(),
  /** Of a slow statement. */
  durationMs: z.number().optional(),
  /**
   * Of a slow statement whose `text` does not have it, because PostgreSQL logged it on an earlier
   * line. With values.
   */
  statement: z.string().optional(),
});

/** A line of the log. It can contain data. @public */
export type LogLine = z.infer<typeof logLineSchema>;

/** Schema of {@link LogPage}. @public */
export const logPageSchema = z.object({
  unavailable: messageSchema.optional(),
  /** {@link LogGroup}s for `errors`, otherwise {@link LogLine}s. */
  items: z.union([z.array(logGroupSchema), z.array(logLineSchema)]),
  /** Continues the reading. Absent at the end of the range. */
  next: z.string().optional(),
});

/** A page of the log of a database. @public */
export type LogPage = z.infer<typeof logPageSchema>;
