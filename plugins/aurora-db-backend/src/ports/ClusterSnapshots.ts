import type { EnvironmentConfig } from './EnvironmentConfig';
import type { AccountQuota } from './AccountQuotaReader';

/** A snapshot of a cluster as RDS describes it now. */
export interface ClusterSnapshot {
  id: string;
  clusterIdentifier: string;
  /**
   * Distinguishes clusters that used the same identifier one after the other. Absent if RDS does
   * not return it.
   */
  clusterResourceId?: string;
  type: 'manual' | 'automated';
  /** RDS's status, e.g. `available`. */
  status: string;
  percentProgress: number;
  createdAt: Date;
  engineVersion: string;
  sizeGiB?: number;
  storageEncrypted: boolean;
  /** The KMS key of its storage. Absent if it is not encrypted, or AWS owns the key. */
  kmsKeyArn?: string;
  /** The master user of the cluster at that time. Absent if RDS does not return it. */
  masterUsername?: string;
  /** ARN of the source if this snapshot is a copy. */
  sourceArn?: string;
  tags: Record<string, string>;
}

/**
 * Reads snapshots of an environment's account and region. Methods throw an AwsUnavailableError if
 * AWS gives no answer.
 */
export interface ClusterSnapshotReader {
  /** Returns undefined if there is no such snapshot. */
  find(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<ClusterSnapshot | undefined>;
  /**
   * Returns manual and automated snapshots of every cluster that has or had the identifier, the
   * newest first.
   */
  listOf(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterSnapshot[]>;
  /** Returns the manual snapshots of all clusters. */
  listManual(environment: EnvironmentConfig): Promise<ClusterSnapshot[]>;
  /** Returns the quota of manual snapshots, which all clusters of the account and region share. */
  readQuota(environment: EnvironmentConfig): Promise<AccountQuota>;
}

/** Takes and deletes snapshots. */
export interface ClusterSnapshotWriter {
  /**
   * Starts a snapshot. Returns the existing snapshot if one has the id. Throws a ConflictError if
   * the cluster's status or the quota does not allow it.
   */
  create(
    environment: EnvironmentConfig,
    snapshot: {
      id: string;
      clusterIdentifier: string;
      tags: Record<string, string>;
    },
  ): Promise<ClusterSnapshot>;
  /**
   * Deletes a snapshot; succeeds if it is already gone. Throws a ConflictError if the snapshot's
   * status does not allow it.
   */
  delete(environment: EnvironmentConfig, id: string): Promise<void>;
}
