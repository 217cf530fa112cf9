import type { EnvironmentConfig } from './EnvironmentConfig';
import type { AccountQuota } from './AccountQuotaReader';

/** A snapshot of a cluster as RDS describes it now. */
export interface ClusterSnapshot {
  id: string;
  clusterIdentifier: string;
  /** Tells clusters apart that had the same identifier one after the other; absent where RDS doesn't say. */
  clusterResourceId?: string;
  type: 'manual' | 'automated';
  /** RDS's own, e.g. `available`. */
  status: string;
  percentProgress: number;
  createdAt: Date;
  engineVersion: string;
  sizeGiB?: number;
  storageEncrypted: boolean;
  /** ARN of the snapshot that this one is a copy of. */
  sourceArn?: string;
  tags: Record<string, string>;
}

/**
 * Reads snapshots of an environment's account and region.
 * Methods throw an AwsUnavailableError when AWS gives no answer.
 */
export interface ClusterSnapshotReader {
  /** Undefined where there is none of that identifier. */
  find(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<ClusterSnapshot | undefined>;
  /** Manual and automated ones of the clusters that have, or had, an identifier; the newest first. */
  listOf(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterSnapshot[]>;
  /** Manual ones of all clusters. */
  listManual(environment: EnvironmentConfig): Promise<ClusterSnapshot[]>;
  /** Of manual snapshots: one quota for all clusters of the account and region. */
  readQuota(environment: EnvironmentConfig): Promise<AccountQuota>;
}

/** Takes and deletes snapshots. */
export interface ClusterSnapshotWriter {
  /**
   * Begins a snapshot; one of that id that exists already is the one that is answered. Throws a ConflictError where the cluster's state
   * or the quota doesn't allow it.
   */
  create(
    environment: EnvironmentConfig,
    snapshot: {
      id: string;
      clusterIdentifier: string;
      tags: Record<string, string>;
    },
  ): Promise<ClusterSnapshot>;
  /** One that is gone already counts as deleted. Throws a ConflictError where its state doesn't allow it. */
  delete(environment: EnvironmentConfig, id: string): Promise<void>;
}
