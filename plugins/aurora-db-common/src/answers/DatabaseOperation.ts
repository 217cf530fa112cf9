import { z } from 'zod';
import { messageSchema } from '../message';

/** Schema of {@link DatabaseOperation}. @public */
export const databaseOperationSchema = z.object({
  id: z.string(),
  kind: z.enum(['deploy', 'snapshot', 'restore', 'delete']),
  status: z.enum(['running', 'succeeded', 'failed']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** Entity reference of the user. Absent if unknown. */
  by: z.string().optional(),
  /** In percent. */
  progress: z.number().optional(),
  message: messageSchema.optional(),
});

/** A running or recent operation on a database. @public */
export type DatabaseOperation = z.infer<typeof databaseOperationSchema>;

/** Schema of {@link DatabaseOperationList}. @public */
export const databaseOperationListSchema = z.object({
  /** Newest first. */
  items: z.array(databaseOperationSchema),
});

/** Operations in progress and recent operations of a database. @public */
export type DatabaseOperationList = z.infer<typeof databaseOperationListSchema>;
