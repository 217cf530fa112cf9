import type { EnvironmentConfig } from './EnvironmentConfig';

/** A cluster as RDS describes it now. */
export interface LiveCluster {
  clusterIdentifier: string;
  arn: string;
  /** Never changes, and is never used for another cluster. */
  resourceId?: string;
  createdAt?: Date;
  /** RDS's status, e.g. `available`. */
  status: string;
  engineVersion: string;
  /**
   * The engine if it is not Aurora PostgreSQL. Neptune, DocumentDB, Aurora MySQL and Multi-AZ
   * clusters of RDS have the same API, and share the identifiers of an account.
   */
  otherEngine?: string;
  endpoint?: string;
  readerEndpoint?: string;
  port?: number;
  /** Bounds in ACU; absent if the cluster is not serverless. */
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
  /** Those of CloudFormation begin with `aws:`. */
  tags: Readonly<Record<string, string>>;
  /** The cluster parameter group. */
  parameterGroup?: string;
  /** The PostgreSQL database that RDS created with the cluster, if any. */
  databaseName?: string;
  masterUsername?: string;
  /** The secret of the master user, if RDS manages it. */
  masterSecretArn?: string;
  storageEncrypted: boolean;
  /** The KMS key of its storage. Absent if it is not encrypted, or AWS owns the key. */
  kmsKeyArn?: string;
  iamAuthentication: boolean;
  /** The global database of which the cluster is a member. */
  globalClusterIdentifier?: string;
  /** The logs that the cluster exports to CloudWatch Logs, such as `postgresql`. */
  logExports: string[];
}

/** An instance, as its cluster describes it. */
interface LiveClusterMember {
  id: string;
  role: 'writer' | 'reader';
  /**
   * Whether a static parameter of the cluster's parameter group waits for a reboot of this
   * instance.
   */
  pendingReboot: boolean;
}

/** The instances of one cluster, as RDS describes them. */
export interface ClusterInstances {
  clusterIdentifier: string;
  instances: Array<{
    id: string;
    status: string;
    availabilityZone?: string;
    /** Such as `db.serverless` or `db.r6g.large`. */
    instanceClass?: string;
    /** The instance's own parameter group. Its values override those of the cluster's. */
    parameterGroup?: string;
    /** Whether a static parameter of the instance's own group waits for a reboot. */
    pendingReboot?: boolean;
    /** Names the instance in Performance Insights, such as `db-ABC`. Never changes. */
    resourceId?: string;
    /** Whether Performance Insights is on. */
    performanceInsights: boolean;
  }>;
}

/**
 * Reads clusters of an environment's account and region. Methods throw an AwsUnavailableError if
 * AWS gives no answer.
 */
export interface ClusterReader {
  /** Returns a cluster of any engine; undefined if there is none with the identifier. */
  describe(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<LiveCluster | undefined>;
  /** Returns every Aurora PostgreSQL cluster. Makes one call per 100 clusters. */
  list(environment: EnvironmentConfig): Promise<LiveCluster[]>;
  /** Returns an empty list if the cluster has no instances. */
  describeInstances(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterInstances>;
  /** Returns the instances of every cluster. Makes one call per 100 instances. */
  listInstances(environment: EnvironmentConfig): Promise<ClusterInstances[]>;
}
