import { findReaderAddress } from '../../postgres/connections/loopbackAddresses';
import {
  type AwsError,
  type Collection,
  type Scope,
  type SimulatedLoad,
  type SimulatedLoads,
  type StateStore,
} from '../../service/AwsService';
import type {
  InsightsInstance,
  InsightsInstances,
} from '../../service/InsightsInstance';
import { type ClusterRecord, newResourceId } from '../clusters/ClusterRecord';
import { describeCluster } from '../clusters/describeCluster';
import type { DatabaseSource, Described } from '../DatabaseSource';
import { describeInstance } from '../instances/describeInstance';
import type { InstanceRecord } from '../instances/InstanceRecord';
import {
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import { clusterNotFound, invalidClusterState } from '../rdsFaults';
import { rdsArn } from '../RdsStore';
import {
  simulatedClusterRecordSchema,
  type SimulatedClusterRecord,
} from './SimulatedClusterRecord';
import { simulatedActivity, simulatedStatements } from './simulatedActivity';

/** The port in the endpoints; nothing listens there. */
const port = 5432;
/** The latest restorable time is this far behind, as on Aurora. */
const restorableLagMs = 5 * 60_000;
const backupRetentionPeriod = 7;
const insightsRetentionDays = 7;
const dayMs = 24 * 60 * 60_000;
/** Aurora's limit of a cluster. */
const maxReaders = 15;

/** The input for a cluster of a fleet. */
export type NewSimulatedCluster = Omit<
  SimulatedClusterRecord,
  'resourceId' | 'engineVersion' | 'instances'
> & {
  /** Instances beside the writer. */
  readers: number;
};

/** Databases of a fleet, which have no servers: RDS describes them and does nothing else with them. */
export class SimulatedDatabases
  implements DatabaseSource, SimulatedLoads, InsightsInstances
{
  static async open(store: StateStore): Promise<SimulatedDatabases> {
    return new SimulatedDatabases(
      await store.collection(
        'rds-simulated-clusters',
        simulatedClusterRecordSchema,
      ),
      await findReaderAddress(),
    );
  }

  private constructor(
    private readonly records: Collection<SimulatedClusterRecord>,
    private readonly readerAddress: string,
  ) {}

  async create(
    scope: Scope,
    clusters: readonly NewSimulatedCluster[],
    engineVersion: string,
  ): Promise<void> {
    await Promise.all(
      clusters.map(({ readers, ...cluster }) =>
        this.records.put(scope, cluster.identifier, {
          ...cluster,
          resourceId: newResourceId('cluster'),
          engineVersion,
          instances: instanceNames(cluster.identifier, readers).map(
            identifier => ({ identifier, resourceId: newResourceId('db') }),
          ),
        }),
      ),
    );
  }

  /** Identifiers that the instances of a simulated cluster can have. */
  static instanceNamesOf(clusterIdentifier: string): string[] {
    return instanceNames(clusterIdentifier, maxReaders);
  }

  hasCluster(scope: Scope, identifier: string): boolean {
    return this.records.get(scope, identifier) !== undefined;
  }

  clusters(scope: Scope): Described<ClusterRecord>[] {
    return this.records.list(scope).map(cluster => {
      const record = clusterRecord(scope, cluster);
      return {
        record,
        describe: () => this.#describeCluster(scope, cluster, record),
      };
    });
  }

  instances(scope: Scope): Described<InstanceRecord>[] {
    return this.records.list(scope).flatMap(cluster => {
      const context = {
        parameterStatus: 'in-sync',
        readerAddress: this.readerAddress,
        subnetGroup: undefined,
      };
      return instanceRecords(scope, cluster).map(record => ({
        record,
        describe: () =>
          describeInstance(record, clusterRecord(scope, cluster), context),
      }));
    });
  }

  /** Why no operation can use a cluster that has no servers: it is simulated, or does not exist. */
  refusalOf(scope: Scope, identifier: string): AwsError {
    return this.hasCluster(scope, identifier)
      ? invalidClusterState(
          `DB cluster ${identifier} is one of a simulated fleet: it has no server and can only be described.`,
        )
      : clusterNotFound(identifier);
  }

  loadOf(scope: Scope, identifier: string): SimulatedLoad | undefined {
    const cluster = this.records.get(scope, identifier);
    return cluster && { ...cluster, readers: cluster.instances.length - 1 };
  }

  /** Instances of a cluster have the same load, as if each had a server of its own. */
  insightsInstances(): InsightsInstance[] {
    return this.records.all().flatMap(({ scope, value: cluster }) => {
      const { maxCapacity, maxConnections, performanceInsights } = cluster;
      const load = { ...cluster, readers: cluster.instances.length - 1 };
      return cluster.instances.map(({ identifier, resourceId }) => ({
        accountId: scope.accountId,
        region: scope.region,
        resourceId,
        instanceIdentifier: identifier,
        server: resourceId,
        maxCapacity,
        maxConnections,
        retentionDays: performanceInsights ? insightsRetentionDays : undefined,
        readActivity: async () => simulatedActivity(load),
        readStatements: async texts =>
          simulatedStatements(load, resourceId, texts, Date.now()),
      }));
    });
  }

  clear(): Promise<void> {
    return this.records.clear();
  }

  #describeCluster(
    scope: Scope,
    cluster: SimulatedClusterRecord,
    record: ClusterRecord,
  ): Record<string, unknown> {
    const now = Date.now();
    return describeCluster(record, {
      members: instanceRecords(scope, cluster),
      readerAddress: this.readerAddress,
      parameterStatus: () => 'in-sync',
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
}

/** The identifiers of a cluster's instances, the writer's first. */
function instanceNames(cluster: string, readers: number): string[] {
  return [
    `${cluster}-w`,
    ...Array.from(
      { length: readers },
      (_, index) => `${cluster}-r${index + 1}`,
    ),
  ];
}

function defaultGroupOf({
  engineVersion,
}: Pick<SimulatedClusterRecord, 'engineVersion'>): string {
  return defaultParameterGroupOf(parameterGroupFamilyOf(engineVersion));
}

/** The record that a cluster with servers would have. */
function clusterRecord(
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
    parameterGroup: defaultGroupOf(cluster),
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
function instanceRecords(
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
    parameterGroup: defaultGroupOf(cluster),
    promotionTier: 1,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    caCertificate: 'rds-ca-rsa2048-g1',
    preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
    booted: { group: defaultGroupOf(cluster), parameters },
    maxConnections: cluster.maxConnections,
    tags: cluster.tags,
  }));
}
