import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A cluster that has no server: it can be looked at, and nothing else. */
export const simulatedClusterRecordSchema = z.object({
  identifier: z.string(),
  resourceId: z.string(),
  createdAt: z.coerce.date(),
  engineVersion: z.string(),
  minCapacity: z.number(),
  maxCapacity: z.number(),
  maxConnections: z.number(),
  /** Share of the capacity and of the connections that is in use, 0 to 1. */
  load: z.number(),
  /** The writer first. */
  instances: z.array(
    z.object({ identifier: z.string(), resourceId: z.string() }),
  ),
  tags: z.array(tagSchema),
});

export type SimulatedClusterRecord = z.infer<
  typeof simulatedClusterRecordSchema
>;
