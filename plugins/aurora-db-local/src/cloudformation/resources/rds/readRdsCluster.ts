import { z } from 'zod';
import { AwsError } from '../../../service/AwsService';
import type { ProvisionedResource, ResourceRequest } from '../ResourceType';
import { firstOf } from '../responseShapes';
import { waitUntil } from '../waitUntil';
import { whenMissing } from '../whenMissing';

const clusterSchema = z.object({
  Status: z.string(),
  DBClusterArn: z.string().optional(),
  DbClusterResourceId: z.string().optional(),
  Endpoint: z.string().optional(),
  ReaderEndpoint: z.string().optional(),
  Port: z.coerce.number().optional(),
  EngineVersion: z.string().optional(),
  EnabledCloudwatchLogsExports: z.array(z.string()).optional(),
  AssociatedRoles: z
    .array(
      z.object({ RoleArn: z.string(), FeatureName: z.string().optional() }),
    )
    .optional(),
  MasterUserSecret: z
    .object({
      SecretArn: z.string().optional(),
      SecretStatus: z.string().optional(),
    })
    .optional(),
});
type Cluster = z.infer<typeof clusterSchema>;

/** Resolves with undefined if RDS has no such cluster. */
export async function readRdsCluster(
  request: ResourceRequest,
  id: string,
): Promise<Cluster | undefined> {
  const response = await whenMissing(
    request.call('DescribeDBClusters', { DBClusterIdentifier: id }),
    {},
  );
  return firstOf('DBClusters', clusterSchema, response);
}

/** Waits until the cluster is available, with its master secret. */
export async function availableRdsCluster(
  request: ResourceRequest,
  id: string,
): Promise<Cluster> {
  let cluster: Cluster | undefined;
  await waitUntil(async () => {
    cluster = await readRdsCluster(request, id);
    if (!cluster || /failed|incompatible|inaccessible/.test(cluster.Status)) {
      throw new AwsError(
        'InvalidDBClusterStateFault',
        `DB Cluster ${id} is ${cluster ? `in ${cluster.Status} state` : 'gone'}.`,
      );
    }
    const secret = cluster.MasterUserSecret?.SecretStatus ?? 'active';
    return /^(available|stopped)$/.test(cluster.Status) && secret === 'active';
  }, request.signal);
  return clusterSchema.parse(cluster);
}

/** Waits as {@link availableRdsCluster}, and reads what `Fn::GetAtt` can return. */
export async function provisionedRdsCluster(
  request: ResourceRequest,
  id: string,
): Promise<ProvisionedResource> {
  const cluster = await availableRdsCluster(request, id);
  return {
    physicalId: id,
    attributes: {
      DBClusterArn: cluster.DBClusterArn ?? '',
      DBClusterResourceId: cluster.DbClusterResourceId ?? '',
      'Endpoint.Address': cluster.Endpoint ?? '',
      'Endpoint.Port': String(cluster.Port ?? ''),
      'ReadEndpoint.Address': cluster.ReaderEndpoint ?? '',
      'MasterUserSecret.SecretArn': cluster.MasterUserSecret?.SecretArn ?? '',
      StorageEncryptionType: 'sse-rds',
      StorageThroughput: 0,
    },
  };
}
