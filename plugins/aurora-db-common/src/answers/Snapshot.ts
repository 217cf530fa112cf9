import { z } from 'zod';

/** Schema of {@link Snapshot}. @public */
export const snapshotSchema = z.object({
  id: z.string(),
  type: z.enum(['manual', 'automated']),
  status: z.string(),
  percentProgress: z.number(),
  createdAt: z.iso.datetime(),
  label: z.string().optional(),
  release: z.string().optional(),
  /** Entity reference of the user. */
  createdBy: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
  engineVersion: z.string(),
  sizeGiB: z.number().optional(),
  /**
   * Whether the portal may delete it. If another tool created the cluster, only snapshots that the
   * portal took. Absent in answers of older backends, which delete every manual snapshot.
   */
  deletable: z.boolean().optional(),
});

/** A snapshot of a database's cluster. @public */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Schema of {@link SnapshotList}. @public */
export const snapshotListSchema = z.object({
  /** Newest first. */
  items: z.array(snapshotSchema),
  /** Manual snapshots of all clusters in the account and region. They share one quota. */
  quota: z.object({ used: z.number().int(), limit: z.number().int() }),
});

/** The snapshots of a database. @public */
export type SnapshotList = z.infer<typeof snapshotListSchema>;
