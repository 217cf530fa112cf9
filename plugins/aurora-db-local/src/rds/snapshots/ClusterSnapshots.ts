import { rename } from 'node:fs/promises';
import type { PostgresCluster } from '../../postgres/PostgresCluster';
import {
  copyDataFolder,
  type CopyWatcher,
} from '../../postgres/files/copyDataFolder';
import { removeFolder, sizeOfFolder } from '../../postgres/files/ServerFiles';
import { AwsError, type Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import type { ClusterServers } from '../clusters/ClusterServers';
import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';
import { keepStatusVisible } from '../clusters/keepStatusVisible';
import { type EventKind, eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import { rdsArn, type RdsStore } from '../RdsStore';
import { mergeTags, type Tag } from '../Tag';
import type { OwnedSnapshot } from './findSnapshot';

/** RDS's default quota of manual cluster snapshots in an account and region. */
export const manualSnapshotLimit = 100;
const gibibyte = 1024 ** 3;

/**
 * Copies the data of a snapshot to a folder. Resolves with the start of the archived WAL that
 * continues it.
 */
type CopyData = (
  target: string,
  watcher: CopyWatcher,
) => Promise<ClusterSnapshotRecord['base']>;

/** Snapshots: base copies of clusters' data, and their records. */
export class ClusterSnapshots {
  /** Percentages of copies in progress, by ARN. */
  readonly #progress = new Map<string, number>();

  constructor(
    private readonly store: RdsStore,
    private readonly servers: ClusterServers,
    private readonly events: EventLog,
  ) {}

  /** Snapshots that count towards the quota. */
  manual(scope: Scope): ClusterSnapshotRecord[] {
    return this.store.snapshots
      .list(scope)
      .filter(({ type }) => type === 'manual');
  }

  /** Snapshots of a cluster that can be restored. */
  available(scope: Scope, clusterResourceId: string): ClusterSnapshotRecord[] {
    return this.store.snapshots
      .list(scope)
      .filter(
        snapshot =>
          snapshot.clusterResourceId === clusterResourceId &&
          snapshot.status === 'available',
      );
  }

  /** The progress of the copy. */
  progressOf(snapshot: ClusterSnapshotRecord): number {
    return snapshot.status === 'creating' || snapshot.status === 'copying'
      ? (this.#progress.get(snapshot.arn) ?? 0)
      : snapshot.percentProgress;
  }

  /** Records a snapshot to take. Throws if its identifier is in use or the quota is used up. */
  async announce(
    scope: Scope,
    identifier: string,
    cluster: ClusterRecord,
    { type, tags }: { type: ClusterSnapshotRecord['type']; tags: Tag[] },
  ): Promise<ClusterSnapshotRecord> {
    return this.#record(scope, {
      identifier,
      type,
      status: 'creating',
      ...newData(scope, cluster.resourceId, identifier),
      createdAt: new Date(),
      sizeGiB: 1,
      sharedWith: [],
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
      backupRetentionPeriod: cluster.backupRetentionPeriod,
      preferredBackupWindow: cluster.preferredBackupWindow,
      iamAuthentication: cluster.iamAuthentication,
      tags: cluster.copyTagsToSnapshot ? mergeTags(cluster.tags, tags) : tags,
    });
  }

  /**
   * Records a copy to make, as {@link announce} does a snapshot. It keeps the time of its source, as
   * in RDS.
   */
  async announceCopy(
    scope: Scope,
    identifier: string,
    source: ClusterSnapshotRecord,
    { kmsKeyId, tags }: { kmsKeyId: string | undefined; tags: Tag[] },
  ): Promise<ClusterSnapshotRecord> {
    return this.#record(scope, {
      ...source,
      ...newData(scope, source.clusterResourceId, identifier),
      identifier,
      type: 'manual',
      status: 'copying',
      sharedWith: [],
      kmsKeyId: kmsKeyId ?? source.kmsKeyId,
      copiedFrom: source.arn,
      tags,
    });
  }

  async #record(
    scope: Scope,
    snapshot: ClusterSnapshotRecord,
  ): Promise<ClusterSnapshotRecord> {
    const { identifier, type } = snapshot;
    if (this.store.snapshots.get(scope, identifier)) {
      throw new AwsError(
        'DBClusterSnapshotAlreadyExistsFault',
        `Cannot create the cluster snapshot because one with the identifier ${identifier} already exists.`,
      );
    }
    if (type === 'manual' && this.manual(scope).length >= manualSnapshotLimit) {
      throw new AwsError(
        'SnapshotQuotaExceeded',
        `Cannot create more than ${manualSnapshotLimit} manual cluster snapshots`,
      );
    }
    await this.store.snapshots.put(scope, identifier, snapshot);
    await this.#tell(scope, snapshot, eventKinds.snapshotBegun(type));
    return snapshot;
  }

  /**
   * Copies a cluster's data to a recorded snapshot unless that is done. A failed copy is a snapshot
   * with status `failed`.
   *
   * @throws if the signal aborts the copy; the snapshot stays recorded
   */
  async take(
    scope: Scope,
    identifier: string,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<ClusterSnapshotRecord> {
    return this.#fill(
      scope,
      identifier,
      'creating',
      signal,
      (target, watcher) => postgres.copyTo(target, watcher),
    );
  }

  /** Makes a recorded copy of a snapshot, as {@link take} does a snapshot of a cluster. */
  async copy(
    scope: Scope,
    identifier: string,
    source: () => OwnedSnapshot,
    signal: AbortSignal,
  ): Promise<void> {
    const begun = Date.now();
    await this.#fill(
      scope,
      identifier,
      'copying',
      signal,
      async (target, watcher) => {
        const { owner, record } = source();
        const from = this.servers.snapshotFolder(owner, record);
        await copyDataFolder(from, target, { ...watcher, state: 'backup' });
        await keepStatusVisible(begun);
        return record.base;
      },
    );
  }

  async #fill(
    scope: Scope,
    identifier: string,
    status: 'creating' | 'copying',
    signal: AbortSignal,
    copy: CopyData,
  ): Promise<ClusterSnapshotRecord> {
    const snapshot = this.store.snapshot(scope, identifier);
    if (snapshot.status !== status) {
      return snapshot;
    }
    const target = this.servers.snapshotFolder(scope, snapshot);
    try {
      const copied = await this.#copy(snapshot, target, copy, signal);
      await this.#change(scope, identifier, copied);
      await this.#tell(
        scope,
        snapshot,
        eventKinds.snapshotCreated(snapshot.type),
      );
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      await removeFolder(`${target}.unfinished`);
      await this.#change(scope, identifier, { status: 'failed' });
      await this.#tell(
        scope,
        snapshot,
        eventKinds.snapshotFailed(snapshot.type, reason),
      );
    } finally {
      this.#progress.delete(snapshot.arn);
    }
    return this.store.snapshot(scope, identifier);
  }

  async #copy(
    { arn }: ClusterSnapshotRecord,
    target: string,
    copy: CopyData,
    signal: AbortSignal,
  ): Promise<Partial<ClusterSnapshotRecord>> {
    const unfinished = `${target}.unfinished`;
    await removeFolder(unfinished);
    await removeFolder(target);
    const base = await copy(unfinished, {
      signal,
      onProgress: (copied, total) =>
        // The whole copy is complete.
        this.#progress.set(
          arn,
          Math.min(99, Math.floor((100 * copied) / total)),
        ),
    });
    await rename(unfinished, target);
    const bytes = await sizeOfFolder(target);
    return {
      status: 'available',
      percentProgress: 100,
      base,
      sizeGiB: Math.max(1, Math.ceil(bytes / gibibyte)),
    };
  }

  /** Deletes a snapshot's files, then its record. */
  async delete(scope: Scope, snapshot: ClusterSnapshotRecord): Promise<void> {
    await this.#change(scope, snapshot.identifier, { status: 'deleting' });
    const folder = this.servers.snapshotFolder(scope, snapshot);
    await removeFolder(`${folder}.unfinished`);
    await removeFolder(folder);
    await this.store.snapshots.delete(scope, snapshot.identifier);
  }

  /**
   * Deletes the records of a deleted cluster's automated snapshots, whose files are deleted too.
   */
  async forgetAutomated(
    scope: Scope,
    clusterResourceId: string,
  ): Promise<void> {
    for (const snapshot of this.store.snapshots.list(scope)) {
      if (
        snapshot.type === 'automated' &&
        snapshot.clusterResourceId === clusterResourceId
      ) {
        await this.store.snapshots.delete(scope, snapshot.identifier);
      }
    }
  }

  /** Continues interrupted deletions. */
  async finishDeletions(): Promise<void> {
    for (const { scope, value } of this.store.snapshots.all()) {
      if (value.status === 'deleting') {
        await this.delete(scope, value);
      }
    }
  }

  /** Whether a cluster that is being created, in any account, uses the data of a snapshot. */
  isBeingRestored({ arn }: ClusterSnapshotRecord): boolean {
    return this.store.clusters
      .all()
      .some(
        ({ scope, value: { restore } }) =>
          restore?.from === 'snapshot' &&
          arn ===
            (restore.snapshotArn ??
              rdsArn(scope, 'cluster-snapshot', restore.snapshotIdentifier)),
      );
  }

  /** Whether an unfinished copy, in any account, uses the data of a snapshot. */
  isBeingCopied({ arn }: ClusterSnapshotRecord): boolean {
    return this.store.snapshots
      .all()
      .some(
        ({ value: { status, copiedFrom } }) =>
          status === 'copying' && copiedFrom === arn,
      );
  }

  /** Keeps concurrent changes of the record, for example of its tags. */
  async #change(
    scope: Scope,
    identifier: string,
    change: Partial<ClusterSnapshotRecord>,
  ): Promise<void> {
    await this.store.snapshots.put(scope, identifier, {
      ...this.store.snapshot(scope, identifier),
      ...change,
    });
  }

  async #tell(
    scope: Scope,
    { identifier }: ClusterSnapshotRecord,
    kind: EventKind,
  ): Promise<void> {
    await this.events.add(scope, 'db-cluster-snapshot', identifier, kind);
  }
}

/** The properties that depend on the snapshot alone. */
function newData(scope: Scope, clusterResourceId: string, identifier: string) {
  return {
    arn: rdsArn(scope, 'cluster-snapshot', identifier),
    percentProgress: 0,
    folder: `${clusterResourceId}-${identifier.replace(/^rds:/, '')}`,
  };
}
