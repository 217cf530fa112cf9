import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A cluster without servers. It can only be described. */
export const simulatedClusterRecordSchema = z.object({
  identifier: z.string(),
  resourceId: z.string(),
  createdAt: z.coerce.date(),
  engineVersion: z.string(),
  minCapacity: z.number(),
  maxCapacity: z.number(),
  maxConnections: z.number(),
  /** The share of the capacity and of the connections that is in use, 0 to 1. */
  load: z.number(),
  performanceInsights: z.boolean().optional(),
  /** The writer comes first. */
  instances: z.array(
    z.object({ identifier: z.string(), resourceId: z.string() }),
  ),
  tags: z.array(tagSchema),
});

export type SimulatedClusterRecord = z.infer<
  typeof simulatedClusterRecordSchema
>;
