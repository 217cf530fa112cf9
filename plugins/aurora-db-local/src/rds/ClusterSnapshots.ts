import { rename } from 'node:fs/promises';
import type { PostgresCluster } from '../postgres/PostgresCluster';
import { removeFolder, sizeOfFolder } from '../postgres/ServerFiles';
import { AwsError, type Scope } from '../service';
import type { ClusterRecord } from './ClusterRecord';
import type { ClusterServers } from './ClusterServers';
import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';
import { rdsArn, type RdsStore } from './RdsStore';
import type { Tag } from './Tag';

/** RDS's default quota of manual cluster snapshots in an account and region. */
export const manualSnapshotLimit = 100;
const gibibyte = 1024 ** 3;

/** Manual snapshots: base copies of clusters' data, and what is remembered of them. */
export class ClusterSnapshots {
  constructor(
    private readonly store: RdsStore,
    private readonly servers: ClusterServers,
  ) {}

  /** Notes a snapshot that is to be taken. Throws when its identifier or the quota is used up. */
  async announce(
    scope: Scope,
    identifier: string,
    cluster: ClusterRecord,
    tags: Tag[],
  ): Promise<ClusterSnapshotRecord> {
    if (this.store.snapshots.get(scope, identifier)) {
      throw new AwsError(
        'DBClusterSnapshotAlreadyExistsFault',
        `Cannot create the cluster snapshot because one with the identifier ${identifier} already exists.`,
      );
    }
    if (this.store.snapshots.list(scope).length >= manualSnapshotLimit) {
      throw new AwsError(
        'SnapshotQuotaExceeded',
        `Cannot create more than ${manualSnapshotLimit} manual cluster snapshots`,
      );
    }
    const snapshot: ClusterSnapshotRecord = {
      identifier,
      arn: rdsArn(scope, 'cluster-snapshot', identifier),
      status: 'creating',
      percentProgress: 0,
      createdAt: new Date(),
      folder: `${cluster.resourceId}-${identifier}`,
      sizeGiB: 1,
      clusterIdentifier: cluster.identifier,
      clusterResourceId: cluster.resourceId,
      clusterCreatedAt: cluster.createdAt,
      engineVersion: cluster.engineVersion,
      port: cluster.port,
      masterUsername: cluster.masterUsername,
      databaseName: cluster.databaseName,
      availabilityZones: cluster.availabilityZones,
      vpcId: this.store.subnetGroups.get(scope, cluster.subnetGroup)?.vpcId,
      storageEncrypted: cluster.storageEncrypted,
      kmsKeyId: cluster.kmsKeyId,
      iamAuthentication: cluster.iamAuthentication,
      tags: cluster.copyTagsToSnapshot ? [...cluster.tags, ...tags] : tags,
    };
    await this.store.snapshots.put(scope, identifier, snapshot);
    return snapshot;
  }

  /** Copies the data of an announced snapshot; a second time does nothing. */
  async complete(
    scope: Scope,
    identifier: string,
    postgres: PostgresCluster,
  ): Promise<void> {
    const snapshot = this.store.snapshot(scope, identifier);
    if (snapshot.status === 'available') {
      return;
    }
    const target = this.servers.snapshotFolder(scope, snapshot.folder);
    const unfinished = `${target}.unfinished`;
    await removeFolder(unfinished);
    await removeFolder(target);
    await postgres.copyTo(unfinished);
    await rename(unfinished, target);
    const bytes = await sizeOfFolder(target);
    await this.store.snapshots.put(scope, identifier, {
      ...snapshot,
      status: 'available',
      percentProgress: 100,
      sizeGiB: Math.max(1, Math.ceil(bytes / gibibyte)),
    });
  }

  async delete(scope: Scope, snapshot: ClusterSnapshotRecord): Promise<void> {
    await this.store.snapshots.delete(scope, snapshot.identifier);
    await removeFolder(this.servers.snapshotFolder(scope, snapshot.folder));
  }
}
