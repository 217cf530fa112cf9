import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { serverless } from '../engine/instanceClasses';
import {
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import type { InstanceRecord } from '../instances/InstanceRecord';
import { rdsArn } from '../RdsStore';
import type { SimulatedClusterRecord } from './SimulatedClusterRecord';

export const auroraPostgres = 'aurora-postgresql';
export const backupRetentionPeriod = 7;
export const insightsRetentionDays = 7;
const defaultMaxConnections = 1_000;

/** The ports in the endpoints; nothing listens there. */
const ports: Readonly<Record<string, number>> = {
  'aurora-mysql': 3306,
  docdb: 27017,
  neptune: 8182,
};

/** The family of the parameter groups of any engine, for example `aurora-mysql8.0`. */
export function familyOf({
  engine = auroraPostgres,
  engineVersion,
}: Pick<SimulatedClusterRecord, 'engine' | 'engineVersion'>): string {
  const [major, minor = '0'] = engineVersion.split('.');
  return engine === auroraPostgres
    ? parameterGroupFamilyOf(engineVersion)
    : `${engine}${engine === 'postgres' ? major : `${major}.${minor}`}`;
}

/** The identifier of the writer; a secondary of a global database and a cluster without instances have none. */
export function writerOf({
  globalCluster,
  instances,
}: SimulatedClusterRecord): string | undefined {
  return globalCluster?.role === 'secondary'
    ? undefined
    : instances[0]?.identifier;
}

/** The record that a cluster with servers would have. */
export function clusterRecord(
  scope: Scope,
  cluster: SimulatedClusterRecord,
): ClusterRecord {
  const { minCapacity, maxCapacity, secretArn } = cluster;
  return {
    identifier: cluster.identifier,
    arn: rdsArn(scope, 'cluster', cluster.identifier),
    resourceId: cluster.resourceId,
    status: cluster.status ?? 'available',
    createdAt: cluster.createdAt,
    port: ports[cluster.engine ?? auroraPostgres] ?? 5432,
    engineVersion: cluster.engineVersion,
    masterUsername: cluster.masterUsername ?? 'postgres',
    databaseName: cluster.databaseName,
    masterUserSecret:
      secretArn === undefined
        ? undefined
        : {
            arn: secretArn,
            name: secretArn.split(':').at(-1) ?? secretArn,
            status: 'active',
            kmsKeyId: `arn:aws:kms:${scope.region}:${scope.accountId}:alias/aws/secretsmanager`,
            rotatedAt: cluster.createdAt,
          },
    isSetUp: true,
    writer: writerOf(cluster),
    parameterGroup:
      cluster.parameterGroup ?? defaultParameterGroupOf(familyOf(cluster)),
    subnetGroup: 'default',
    vpcSecurityGroupIds: [],
    availabilityZones: [`${scope.region}a`, `${scope.region}c`],
    scaling:
      minCapacity === undefined || maxCapacity === undefined
        ? undefined
        : { minCapacity, maxCapacity },
    backupRetentionPeriod,
    preferredBackupWindow: '18:00-19:00',
    preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
    deletionProtection: cluster.deletionProtection ?? true,
    copyTagsToSnapshot: true,
    storageEncrypted: cluster.storageEncrypted ?? true,
    storageType: 'aurora',
    networkType: 'IPV4',
    iamAuthentication: cluster.iamAuthentication ?? true,
    httpEndpoint: false,
    logExports: cluster.logExports ?? [],
    performanceInsights: {
      enabled: cluster.performanceInsights === true,
      retentionPeriod: insightsRetentionDays,
    },
    databaseInsightsMode: 'standard',
    monitoringInterval: 0,
    tags: cluster.tags,
  };
}

/** The records of the instances, the writer first. */
export function instanceRecords(
  scope: Scope,
  cluster: SimulatedClusterRecord,
): InstanceRecord[] {
  return cluster.instances.map((instance, index) => {
    const { identifier, resourceId } = instance;
    const maxConnections = connectionsOf(cluster, instance);
    const group =
      instance.parameterGroup ?? defaultParameterGroupOf(familyOf(cluster));
    return {
      identifier,
      arn: rdsArn(scope, 'db', identifier),
      resourceId,
      clusterIdentifier: cluster.identifier,
      status:
        instance.status ??
        (cluster.status === 'stopped' ? 'stopped' : 'available'),
      createdAt: cluster.createdAt,
      availabilityZone:
        instance.availabilityZone ??
        `${scope.region}${index % 2 === 0 ? 'a' : 'c'}`,
      instanceClass: instance.instanceClass ?? serverless,
      parameterGroup: group,
      promotionTier: instance.promotionTier ?? 1,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      caCertificate: 'rds-ca-rsa2048-g1',
      preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
      booted: {
        group,
        parameters: { max_connections: String(maxConnections) },
      },
      maxConnections,
      tags: cluster.tags,
    };
  });
}

/** The effective max_connections of an instance. */
export function connectionsOf(
  cluster: Pick<SimulatedClusterRecord, 'maxConnections'>,
  instance: { maxConnections?: number },
): number {
  return (
    instance.maxConnections ?? cluster.maxConnections ?? defaultMaxConnections
  );
}
