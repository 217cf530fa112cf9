import type { EnvironmentConfig } from '../config/readConfig';

/** Takes snapshots of clusters. */
export interface ClusterSnapshotWriter {
  /**
   * Begins a snapshot; one of that id that exists already is the one. Throws a ConflictError where the cluster's state or the
   * quota doesn't allow it.
   */
  create(
    environment: EnvironmentConfig,
    snapshot: {
      id: string;
      clusterIdentifier: string;
      tags: Record<string, string>;
    },
  ): Promise<void>;
  /** RDS's status, e.g. `available`, and percent; undefined where there is none. */
  readProgress(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<{ status: string; percent: number } | undefined>;
}
