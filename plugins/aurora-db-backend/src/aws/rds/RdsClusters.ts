import {
  type DBCluster,
  type DBInstance,
  DescribeDBClustersCommand,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  ClusterInstances,
  ClusterReader,
  LiveCluster,
} from '../../ports/ClusterReader';
import type { AwsClients } from '../AwsClients';
import { awsErrorCode } from '../awsErrors';
import { isEncrypted } from './isEncrypted';
import { toTags } from '../toTags';

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
    return output?.DBClusters?.flatMap(toLiveCluster)[0];
  }

  list(environment: EnvironmentConfig): Promise<LiveCluster[]> {
    return this.#call(environment, 'DescribeDBClusters', async client => {
      const pages = paginateDescribeDBClusters(
        { client, pageSize },
        { Filters: [{ Name: 'engine', Values: [engine] }] },
      );
      const clusters: LiveCluster[] = [];
      for await (const page of pages) {
        clusters.push(...(page.DBClusters ?? []).flatMap(toLiveCluster));
      }
      return clusters.filter(({ otherEngine }) => !otherEngine);
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
  const [group] = instance.DBParameterGroups ?? [];
  cluster.instances.push({
    id: instance.DBInstanceIdentifier,
    status: instance.DBInstanceStatus ?? 'unknown',
    ...(instance.AvailabilityZone && {
      availabilityZone: instance.AvailabilityZone,
    }),
    ...(instance.DBInstanceClass && {
      instanceClass: instance.DBInstanceClass,
    }),
    ...(group?.DBParameterGroupName && {
      parameterGroup: group.DBParameterGroupName,
    }),
    ...(group?.ParameterApplyStatus === 'pending-reboot' && {
      pendingReboot: true,
    }),
    ...(instance.DbiResourceId && { resourceId: instance.DbiResourceId }),
    performanceInsights: instance.PerformanceInsightsEnabled ?? false,
  });
  found.set(clusterIdentifier, cluster);
}

/** Returns nothing for a cluster without an identifier, which RDS never answers. */
function toLiveCluster(cluster: DBCluster): LiveCluster[] {
  const { DBClusterIdentifier: clusterIdentifier } = cluster;
  if (!clusterIdentifier) {
    return [];
  }
  const capacity = capacityOf(cluster);
  return [
    {
      clusterIdentifier,
      arn: cluster.DBClusterArn ?? '',
      ...(cluster.DbClusterResourceId && {
        resourceId: cluster.DbClusterResourceId,
      }),
      ...(cluster.ClusterCreateTime && {
        createdAt: cluster.ClusterCreateTime,
      }),
      status: cluster.Status ?? 'unknown',
      engineVersion: cluster.EngineVersion ?? '',
      ...(cluster.Engine !== engine && {
        otherEngine: cluster.Engine || 'unknown',
      }),
      ...(cluster.Endpoint && { endpoint: cluster.Endpoint }),
      ...(cluster.ReaderEndpoint && {
        readerEndpoint: cluster.ReaderEndpoint,
      }),
      ...(cluster.Port !== undefined && { port: cluster.Port }),
      ...(capacity && { capacity }),
      members: (cluster.DBClusterMembers ?? []).flatMap(
        ({
          DBInstanceIdentifier: id,
          IsClusterWriter,
          DBClusterParameterGroupStatus,
        }) =>
          id
            ? [
                {
                  id,
                  role: IsClusterWriter ? 'writer' : 'reader',
                  pendingReboot:
                    DBClusterParameterGroupStatus === 'pending-reboot',
                },
              ]
            : [],
      ),
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
      storageEncrypted: isEncrypted(cluster),
      ...(cluster.KmsKeyId && { kmsKeyArn: cluster.KmsKeyId }),
      iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled ?? false,
      ...(cluster.GlobalClusterIdentifier && {
        globalClusterIdentifier: cluster.GlobalClusterIdentifier,
      }),
      logExports: cluster.EnabledCloudwatchLogsExports ?? [],
    },
  ];
}

/** The bounds of serverless instances, or those of a Serverless v1 cluster, which has none. */
function capacityOf(cluster: DBCluster): LiveCluster['capacity'] {
  if (cluster.EngineMode === 'serverless') {
    const { MinCapacity, MaxCapacity, AutoPause } =
      cluster.ScalingConfigurationInfo ?? {};
    return MinCapacity !== undefined && MaxCapacity !== undefined
      ? { minCapacity: AutoPause ? 0 : MinCapacity, maxCapacity: MaxCapacity }
      : undefined;
  }
  const { MinCapacity, MaxCapacity } =
    cluster.ServerlessV2ScalingConfiguration ?? {};
  return MinCapacity !== undefined && MaxCapacity !== undefined
    ? { minCapacity: MinCapacity, maxCapacity: MaxCapacity }
    : undefined;
}
