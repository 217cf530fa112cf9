import { z } from 'zod';

/** Schema of {@link DatabaseEvent}. @public */
export const databaseEventSchema = z.object({
  at: z.iso.datetime(),
  /** Identifier of the cluster or instance. */
  source: z.string(),
  /** RDS's category, such as `failover`, `maintenance` or `backup`. */
  category: z.string(),
  /** RDS's message, in English. */
  text: z.string(),
});

/** An event that RDS reports about a cluster or an instance. @public */
export type DatabaseEvent = z.infer<typeof databaseEventSchema>;

/** Schema of {@link DatabaseEventList}. @public */
export const databaseEventListSchema = z.object({
  /** Newest first. */
  items: z.array(databaseEventSchema),
});

/** The events of a database over a range. @public */
export type DatabaseEventList = z.infer<typeof databaseEventListSchema>;
