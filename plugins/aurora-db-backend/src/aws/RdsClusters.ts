import {
  type DBCluster,
  type DBInstance,
  DescribeDBClustersCommand,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  ClusterInstances,
  ClusterReader,
  LiveCluster,
} from '../ports/ClusterReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { toTags } from './toTags';

const engine = 'aurora-postgresql';
/** RDS's maximum page size. */
const pageSize = 100;

/** Reads clusters with RDS's API. */
export class RdsClusters implements ClusterReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async describe(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<LiveCluster | undefined> {
    const output = await this.#call(
      environment,
      'DescribeDBClusters',
      async client => {
        try {
          return await client.send(
            new DescribeDBClustersCommand({
              DBClusterIdentifier: clusterIdentifier,
            }),
          );
        } catch (error) {
          if (awsErrorCode(error)?.startsWith('DBClusterNotFound')) {
            return undefined;
          }
          throw error;
        }
      },
    );
    return output?.DBClusters?.filter(({ Engine }) => Engine === engine).map(
      toLiveCluster,
    )[0];
  }

  list(environment: EnvironmentConfig): Promise<LiveCluster[]> {
    return this.#call(environment, 'DescribeDBClusters', async client => {
      const pages = paginateDescribeDBClusters(
        { client, pageSize },
        { Filters: [{ Name: 'engine', Values: [engine] }] },
      );
      const clusters: LiveCluster[] = [];
      for await (const page of pages) {
        clusters.push(...(page.DBClusters ?? []).map(toLiveCluster));
      }
      return clusters;
    });
  }

  async describeInstances(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterInstances> {
    const [found] = await this.#readInstances(environment, {
      Name: 'db-cluster-id',
      Values: [clusterIdentifier],
    });
    return found ?? { clusterIdentifier, instances: [] };
  }

  listInstances(environment: EnvironmentConfig): Promise<ClusterInstances[]> {
    return this.#readInstances(environment, {
      Name: 'engine',
      Values: [engine],
    });
  }

  #readInstances(
    environment: EnvironmentConfig,
    filter: { Name: string; Values: string[] },
  ): Promise<ClusterInstances[]> {
    return this.#call(environment, 'DescribeDBInstances', async client => {
      const pages = paginateDescribeDBInstances(
        { client, pageSize },
        { Filters: [filter] },
      );
      const found = new Map<string, ClusterInstances>();
      for await (const page of pages) {
        for (const instance of page.DBInstances ?? []) {
          addInstance(found, instance);
        }
      }
      return [...found.values()];
    });
  }

  #call<T>(
    environment: EnvironmentConfig,
    operation: string,
    call: (client: RDSClient) => Promise<T>,
  ): Promise<T> {
    return this.#clients.call(environment, `rds:${operation}`, () =>
      call(this.#clients.rds(environment)),
    );
  }
}

function addInstance(
  found: Map<string, ClusterInstances>,
  instance: DBInstance,
): void {
  const clusterIdentifier = instance.DBClusterIdentifier;
  if (!clusterIdentifier || !instance.DBInstanceIdentifier) {
    return;
  }
  const cluster = found.get(clusterIdentifier) ?? {
    clusterIdentifier,
    instances: [],
  };
  cluster.instances.push({
    id: instance.DBInstanceIdentifier,
    status: instance.DBInstanceStatus ?? 'unknown',
    ...(instance.AvailabilityZone && {
      availabilityZone: instance.AvailabilityZone,
    }),
    ...(instance.DBInstanceClass && {
      instanceClass: instance.DBInstanceClass,
    }),
    ...(instance.DBParameterGroups?.[0]?.DBParameterGroupName && {
      parameterGroup: instance.DBParameterGroups[0].DBParameterGroupName,
    }),
    ...(instance.DbiResourceId && { resourceId: instance.DbiResourceId }),
    performanceInsights: instance.PerformanceInsightsEnabled ?? false,
  });
  found.set(clusterIdentifier, cluster);
}

function toLiveCluster(cluster: DBCluster): LiveCluster {
  const { MinCapacity, MaxCapacity } =
    cluster.ServerlessV2ScalingConfiguration ?? {};
  return {
    clusterIdentifier: cluster.DBClusterIdentifier ?? '',
    arn: cluster.DBClusterArn ?? '',
    ...(cluster.DbClusterResourceId && {
      resourceId: cluster.DbClusterResourceId,
    }),
    ...(cluster.ClusterCreateTime && { createdAt: cluster.ClusterCreateTime }),
    status: cluster.Status ?? 'unknown',
    engineVersion: cluster.EngineVersion ?? '',
    ...(cluster.Endpoint && { endpoint: cluster.Endpoint }),
    ...(cluster.ReaderEndpoint && { readerEndpoint: cluster.ReaderEndpoint }),
    ...(cluster.Port !== undefined && { port: cluster.Port }),
    ...(MinCapacity !== undefined &&
      MaxCapacity !== undefined && {
        capacity: { minCapacity: MinCapacity, maxCapacity: MaxCapacity },
      }),
    members: (cluster.DBClusterMembers ?? []).map(member => ({
      id: member.DBInstanceIdentifier ?? '',
      role: member.IsClusterWriter ? 'writer' : 'reader',
      pendingReboot: member.DBClusterParameterGroupStatus === 'pending-reboot',
    })),
    backup: {
      retentionDays: cluster.BackupRetentionPeriod ?? 1,
      window: cluster.PreferredBackupWindow ?? '',
      ...(cluster.EarliestRestorableTime && {
        earliestRestorableTime: cluster.EarliestRestorableTime,
      }),
      ...(cluster.LatestRestorableTime && {
        latestRestorableTime: cluster.LatestRestorableTime,
      }),
    },
    deletionProtection: cluster.DeletionProtection ?? false,
    tags: toTags(cluster.TagList),
    ...(cluster.DBClusterParameterGroup && {
      parameterGroup: cluster.DBClusterParameterGroup,
    }),
    ...(cluster.DatabaseName && { databaseName: cluster.DatabaseName }),
    ...(cluster.MasterUsername && { masterUsername: cluster.MasterUsername }),
    ...(cluster.MasterUserSecret?.SecretArn && {
      masterSecretArn: cluster.MasterUserSecret.SecretArn,
    }),
    storageEncrypted: cluster.StorageEncrypted ?? false,
    iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled ?? false,
    ...(cluster.GlobalClusterIdentifier && {
      globalClusterIdentifier: cluster.GlobalClusterIdentifier,
    }),
    logExports: cluster.EnabledCloudwatchLogsExports ?? [],
  };
}
