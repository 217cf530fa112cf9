import type { EnvironmentConfig } from './EnvironmentConfig';

/** A cluster as RDS describes it now. */
export interface LiveCluster {
  clusterIdentifier: string;
  arn: string;
  /** Never changes, and no other cluster ever has it. */
  resourceId?: string;
  /** RDS's own, e.g. `available`. */
  status: string;
  engineVersion: string;
  endpoint?: string;
  readerEndpoint?: string;
  port?: number;
  /** Bounds in ACU; absent where the cluster isn't serverless. */
  capacity?: { minCapacity: number; maxCapacity: number };
  members: LiveClusterMember[];
  backup: {
    retentionDays: number;
    /** UTC, e.g. `18:00-19:00`. */
    window: string;
    earliestRestorableTime?: Date;
    latestRestorableTime?: Date;
  };
  deletionProtection: boolean;
}

/** An instance of a cluster, as its cluster knows it. */
export interface LiveClusterMember {
  id: string;
  role: 'writer' | 'reader';
  /** A static parameter of the cluster's parameter group waits for a reboot of this instance. */
  pendingReboot: boolean;
}

/** The instances of one cluster, as RDS describes each. */
export interface ClusterInstances {
  clusterIdentifier: string;
  instances: Array<{
    id: string;
    status: string;
    availabilityZone?: string;
  }>;
}

/**
 * Reads clusters of an environment's account and region.
 * Methods throw an AwsUnavailableError when AWS gives no answer.
 */
export interface ClusterReader {
  /** Undefined where there is none of that identifier. */
  describe(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<LiveCluster | undefined>;
  /** Every Aurora PostgreSQL cluster, one call per 100. */
  list(environment: EnvironmentConfig): Promise<LiveCluster[]>;
  /** Without instances, an empty list. */
  describeInstances(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterInstances>;
  /** The instances of every cluster, one call per 100 instances. */
  listInstances(environment: EnvironmentConfig): Promise<ClusterInstances[]>;
}
