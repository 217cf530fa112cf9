import { z } from 'zod';
import { messageSchema } from '../message';
import { clusterSummarySchema } from './Cluster';

/** Schema of {@link ClusterList}. @public */
export const clusterListSchema = z.object({
  items: z.array(clusterSummarySchema),
  /**
   * Environments whose databases are missing from `items`, because they could not be read. Absent if
   * there are none.
   */
  unavailable: z
    .array(
      z.object({
        environment: z.string(),
        /** English. */
        reason: z.string(),
        messages: z.array(messageSchema),
      }),
    )
    .optional(),
});

/** Every database that the caller can see. @public */
export type ClusterList = z.infer<typeof clusterListSchema>;
