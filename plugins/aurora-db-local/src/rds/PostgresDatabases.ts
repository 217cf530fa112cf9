import type { Scope } from '../service/AwsService';
import type { ClusterRecord } from './clusters/ClusterRecord';
import type { ClusterServers } from './clusters/ClusterServers';
import { describeCluster } from './clusters/describeCluster';
import type { DatabaseSource, Described } from './DatabaseSource';
import { describeInstance } from './instances/describeInstance';
import type { InstanceParameters } from './instances/InstanceParameters';
import type { InstanceRecord } from './instances/InstanceRecord';
import type { RdsStore } from './RdsStore';
import type { AutomatedBackups } from './snapshots/AutomatedBackups';
import { describeSubnetGroup } from './subnetGroups/SubnetGroupRecord';

/** The databases that have PostgreSQL servers. */
export class PostgresDatabases implements DatabaseSource {
  constructor(
    private readonly options: {
      store: RdsStore;
      servers: ClusterServers;
      parameters: InstanceParameters;
      backups: AutomatedBackups;
    },
  ) {}

  hasCluster(scope: Scope, identifier: string): boolean {
    return this.options.store.clusters.get(scope, identifier) !== undefined;
  }

  clusters(scope: Scope): Described<ClusterRecord>[] {
    return this.options.store.clusters.list(scope).map(record => ({
      record,
      describe: () => this.describeCluster(scope, record),
    }));
  }

  instances(scope: Scope): Described<InstanceRecord>[] {
    return this.options.store.instances.list(scope).map(record => ({
      record,
      describe: () => this.describeInstance(scope, record),
    }));
  }

  /** The RDS structure `DBCluster`. */
  describeCluster(
    scope: Scope,
    cluster: ClusterRecord,
  ): Record<string, unknown> {
    const { store, servers, parameters, backups } = this.options;
    return describeCluster(cluster, {
      members: store.membersOf(scope, cluster.identifier),
      readerAddress: servers.readerAddress,
      parameterStatus: member =>
        parameters.clusterStatus(scope, cluster, member),
      restorable: backups.window(scope, cluster),
    });
  }

  /** The RDS structure `DBInstance`. */
  describeInstance(
    scope: Scope,
    instance: InstanceRecord,
  ): Record<string, unknown> {
    const { store, servers, parameters } = this.options;
    const cluster = store.cluster(scope, instance.clusterIdentifier);
    const subnetGroup = store.subnetGroups.get(scope, cluster.subnetGroup);
    return describeInstance(instance, cluster, {
      parameterStatus: parameters.ownStatus(scope, cluster, instance),
      readerAddress: servers.readerAddress,
      subnetGroup: subnetGroup && describeSubnetGroup(subnetGroup),
    });
  }
}
