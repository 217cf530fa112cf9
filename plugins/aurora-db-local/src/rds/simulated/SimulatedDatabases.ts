import { findReaderAddress } from '../../postgres/connections/loopbackAddresses';
import {
  type AwsError,
  type Collection,
  type Scope,
  type StateStore,
} from '../../service/AwsService';
import type {
  SimulatedLoad,
  SimulatedLoads,
} from '../../service/SimulatedLoad';
import type {
  InsightsInstance,
  InsightsInstances,
} from '../../service/InsightsInstance';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { describeCluster } from '../clusters/describeCluster';
import type { DatabaseSource, Described } from '../DatabaseSource';
import { provisionedResources } from '../engine/instanceClasses';
import { describeInstance } from '../instances/describeInstance';
import type { InstanceRecord } from '../instances/InstanceRecord';
import { clusterNotFound, invalidClusterState } from '../rdsFaults';
import {
  simulatedClusterRecordSchema,
  type SimulatedClusterRecord,
} from './SimulatedClusterRecord';
import { simulatedActivity, simulatedStatements } from './simulatedActivity';
import { simulatedLoad } from './simulatedLoad';
import {
  auroraPostgres,
  backupRetentionPeriod,
  clusterRecord,
  connectionsOf,
  instanceRecords,
  insightsRetentionDays,
} from './simulatedRecords';

/** The latest restorable time is this far behind, as on Aurora. */
const restorableLagMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;

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

  /** Clusters by account, region and instance; built when it is needed. */
  #byInstance: Map<string, SimulatedClusterRecord> | undefined;

  private constructor(
    private readonly records: Collection<SimulatedClusterRecord>,
    private readonly readerAddress: string,
  ) {}

  async add(
    scope: Scope,
    clusters: readonly SimulatedClusterRecord[],
  ): Promise<void> {
    this.#byInstance = undefined;
    await Promise.all(
      clusters.map(cluster =>
        this.records.put(scope, cluster.identifier, cluster),
      ),
    );
  }

  hasCluster(scope: Scope, identifier: string): boolean {
    return this.records.get(scope, identifier) !== undefined;
  }

  hasInstance(scope: Scope, identifier: string): boolean {
    return this.#clusterOf(scope, identifier) !== undefined;
  }

  clusters(scope: Scope): Described<ClusterRecord>[] {
    return this.records.list(scope).map(cluster => {
      const record = clusterRecord(scope, cluster);
      return {
        record,
        engine: cluster.engine,
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
        engine: cluster.engine,
        describe: () => ({
          ...describeInstance(record, clusterRecord(scope, cluster), context),
          ...engineMembers(cluster),
        }),
      }));
    });
  }

  /** The clusters that are members of global databases, in all regions of an account. */
  globalMembers({
    accountId,
  }: Scope): Array<{ region: string; cluster: SimulatedClusterRecord }> {
    return this.records
      .all()
      .filter(
        ({ scope, value }) =>
          scope.accountId === accountId && value.globalCluster !== undefined,
      )
      .map(({ scope, value }) => ({ region: scope.region, cluster: value }));
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
    return cluster && simulatedLoad(cluster);
  }

  loadOfInstance(scope: Scope, identifier: string): SimulatedLoad | undefined {
    const cluster = this.#clusterOf(scope, identifier);
    return cluster && simulatedLoad(cluster);
  }

  /** Instances have a load of their own, as if each had a server. */
  insightsInstances(): InsightsInstance[] {
    return this.records.all().flatMap(({ scope, value: cluster }) =>
      cluster.stoppedAt === undefined
        ? cluster.instances.map(instance => {
            const { resourceId } = instance;
            const maxConnections = connectionsOf(cluster, instance);
            const maxCapacity = cluster.maxCapacity ?? 1;
            const provisioned = provisionedResources(
              instance.instanceClass ?? '',
            );
            const work = {
              acus: provisioned ? provisioned.vcpus * 4 : maxCapacity,
              maxConnections,
              load: instance.load ?? cluster.load,
              createdAt: cluster.createdAt,
            };
            return {
              accountId: scope.accountId,
              region: scope.region,
              resourceId,
              instanceIdentifier: instance.identifier,
              server: resourceId,
              provisioned,
              maxCapacity,
              maxConnections,
              retentionDays: cluster.performanceInsights
                ? insightsRetentionDays
                : undefined,
              readActivity: async () => simulatedActivity(work),
              readStatements: async texts =>
                simulatedStatements(work, resourceId, texts, Date.now()),
            };
          })
        : [],
    );
  }

  clear(): Promise<void> {
    this.#byInstance = undefined;
    return this.records.clear();
  }

  #clusterOf(
    { accountId, region }: Scope,
    instance: string,
  ): SimulatedClusterRecord | undefined {
    this.#byInstance ??= new Map(
      this.records
        .all()
        .flatMap(({ scope, value }) =>
          value.instances.map(({ identifier }) => [
            `${scope.accountId}/${scope.region}/${identifier}`,
            value,
          ]),
        ),
    );
    return this.#byInstance.get(`${accountId}/${region}/${instance}`);
  }

  #describeCluster(
    scope: Scope,
    cluster: SimulatedClusterRecord,
    record: ClusterRecord,
  ): Record<string, unknown> {
    const now = Date.now();
    return {
      ...describeCluster(record, {
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
      }),
      ...engineMembers(cluster),
      GlobalClusterIdentifier: cluster.globalCluster?.identifier,
    };
  }
}

/** The members of a description that differ if the engine is another one. */
function engineMembers({
  engine = auroraPostgres,
}: SimulatedClusterRecord): Record<string, unknown> {
  return engine === auroraPostgres
    ? {}
    : {
        Engine: engine,
        LicenseModel: undefined,
        OptionGroupMemberships: undefined,
      };
}
