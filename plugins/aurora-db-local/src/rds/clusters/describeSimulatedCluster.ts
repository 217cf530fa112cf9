import type { Scope } from '../../service';
import type { ClusterRecord } from './ClusterRecord';
import { describeCluster } from './describeCluster';
import { describeInstance } from '../instances/describeInstance';
import type { InstanceRecord } from '../instances/InstanceRecord';
import { defaultParameterGroupName } from '../parameters/ParameterGroupRecord';
import { rdsArn } from '../RdsStore';
import type { SimulatedClusterRecord } from './SimulatedClusterRecord';

/** Where it says that it answers; nothing listens there. */
const port = 5432;
/** How far behind the last commit a restore can come, as on Aurora. */
const restorableLagMs = 5 * 60_000;
const backupRetentionPeriod = 7;
const dayMs = 24 * 60 * 60_000;

/** Its record, as a cluster with servers has one. */
export function simulatedClusterRecord(
  scope: Scope,
  { minCapacity, maxCapacity, instances, ...cluster }: SimulatedClusterRecord,
): ClusterRecord {
  return {
    identifier: cluster.identifier,
    arn: rdsArn(scope, 'cluster', cluster.identifier),
    resourceId: cluster.resourceId,
    status: 'available',
    createdAt: cluster.createdAt,
    port,
    engineVersion: cluster.engineVersion,
    masterUsername: 'postgres',
    isSetUp: true,
    writer: instances[0]?.identifier,
    parameterGroup: defaultParameterGroupName,
    subnetGroup: 'default',
    vpcSecurityGroupIds: [],
    availabilityZones: [`${scope.region}a`, `${scope.region}c`],
    scaling: { minCapacity, maxCapacity },
    backupRetentionPeriod,
    preferredBackupWindow: '18:00-19:00',
    preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
    deletionProtection: true,
    copyTagsToSnapshot: true,
    storageEncrypted: true,
    storageType: 'aurora',
    networkType: 'IPV4',
    iamAuthentication: true,
    httpEndpoint: false,
    logExports: [],
    performanceInsights: { enabled: false, retentionPeriod: 7 },
    databaseInsightsMode: 'standard',
    monitoringInterval: 0,
    tags: cluster.tags,
  };
}

/** The records of its instances, the writer first. */
export function simulatedInstanceRecords(
  scope: Scope,
  cluster: SimulatedClusterRecord,
): InstanceRecord[] {
  const parameters = { max_connections: String(cluster.maxConnections) };
  return cluster.instances.map(({ identifier, resourceId }, index) => ({
    identifier,
    arn: rdsArn(scope, 'db', identifier),
    resourceId,
    clusterIdentifier: cluster.identifier,
    status: 'available',
    createdAt: cluster.createdAt,
    availabilityZone: `${scope.region}${index % 2 === 0 ? 'a' : 'c'}`,
    instanceClass: 'db.serverless',
    parameterGroup: defaultParameterGroupName,
    promotionTier: 1,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    caCertificate: 'rds-ca-rsa2048-g1',
    preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
    booted: { group: defaultParameterGroupName, parameters },
    maxConnections: cluster.maxConnections,
    tags: cluster.tags,
  }));
}

/** The RDS structure `DBCluster`. */
export function describeSimulatedCluster(
  scope: Scope,
  cluster: SimulatedClusterRecord,
  readerAddress: string,
  now: number,
): Record<string, unknown> {
  return describeCluster(simulatedClusterRecord(scope, cluster), {
    members: simulatedInstanceRecords(scope, cluster),
    readerAddress,
    staticParameters: { max_connections: String(cluster.maxConnections) },
    restorable: {
      earliest: new Date(
        Math.max(
          cluster.createdAt.getTime(),
          now - backupRetentionPeriod * dayMs,
        ),
      ),
      latest: new Date(now - restorableLagMs),
    },
  });
}

/** The RDS structure `DBInstance`. */
export function describeSimulatedInstance(
  scope: Scope,
  instance: InstanceRecord,
  cluster: SimulatedClusterRecord,
  readerAddress: string,
): Record<string, unknown> {
  return describeInstance(instance, simulatedClusterRecord(scope, cluster), {
    readerAddress,
    subnetGroup: undefined,
  });
}
