import type { PostgresCluster } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import {
  automatedSnapshotName,
  expiredBackups,
  isBackupDue,
} from './backupSchedule';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import type { ClusterServers } from '../clusters/ClusterServers';
import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';
import type { ClusterSnapshots } from './ClusterSnapshots';
import type { RdsStore } from '../RdsStore';

/** How long a cluster and its instances are there before the first backup: creating them goes first. */
const settledAfterMs = 2_000;
/** How soon after a failure it is tried again. */
const retryAfterMs = 60_000;

/** The times to which a cluster can be restored. */
export interface RestorableWindow {
  earliest: Date;
  latest: Date;
}

/**
 * Automated snapshots: the first one soon after a cluster's creation, then one a day. They and the WAL that is archived since are what
 * restores to a time are made from.
 */
export class AutomatedBackups {
  /** When a cluster's backup failed, by resource id. */
  readonly #failures = new Map<string, number>();

  constructor(
    private readonly options: {
      store: RdsStore;
      servers: ClusterServers;
      snapshots: ClusterSnapshots;
      log: (message: string) => void;
    },
  ) {}

  /** From the end of the oldest backup to the last commit; undefined while there is no backup. */
  window(scope: Scope, cluster: ClusterRecord): RestorableWindow | undefined {
    const [oldest] = this.#backups(scope, cluster);
    const latest = this.options.servers.restorableUntil(cluster);
    return oldest?.base && latest
      ? { earliest: oldest.base.endedAt, latest }
      : undefined;
  }

  /** The snapshot, automated or not, from which a restore to a time has the least to recover. */
  baseFor(
    scope: Scope,
    clusterResourceId: string,
    time: Date,
  ): ClusterSnapshotRecord | undefined {
    return this.options.snapshots
      .available(scope, clusterResourceId)
      .filter(({ base }) => base !== undefined && base.endedAt <= time)
      .sort(byAge)
      .at(-1);
  }

  /** Whether there is something to do: a snapshot to take, or one to delete. */
  isDue(scope: Scope, cluster: ClusterRecord, now = new Date()): boolean {
    return (
      this.#isSnapshotDue(scope, cluster, now) ||
      this.#expired(scope, cluster, now).length > 0
    );
  }

  /** Does what is due. Failures are in events and the log: the cluster is none the worse. */
  async keep(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<void> {
    const now = new Date();
    await this.#forgetCutOff(scope, cluster);
    if (this.#isSnapshotDue(scope, cluster, now) && postgres.writer.isRunning) {
      await this.#take(scope, cluster, postgres, signal);
    }
    const expired = this.#expired(scope, cluster, now);
    for (const snapshot of expired) {
      await this.options.snapshots.delete(scope, snapshot);
    }
    const [oldest] = this.#backups(scope, cluster);
    if (oldest?.base && expired.length > 0) {
      await postgres.archive.prune(oldest.base.firstSegment);
    }
  }

  async #take(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<void> {
    const { snapshots, log } = this.options;
    const name = automatedSnapshotName(cluster.identifier, new Date());
    await snapshots.announce(scope, name, cluster, {
      type: 'automated',
      tags: [],
    });
    const snapshot = await snapshots.take(scope, name, postgres, signal);
    if (snapshot.status === 'failed') {
      this.#failures.set(cluster.resourceId, Date.now());
      await snapshots.delete(scope, snapshot);
      log(
        `The automated snapshot of ${cluster.identifier} failed; see its events`,
      );
    }
  }

  /** Snapshots that an aurora-db-local that was killed had begun: the next one is as good. */
  async #forgetCutOff(scope: Scope, cluster: ClusterRecord): Promise<void> {
    const { store, snapshots } = this.options;
    for (const snapshot of store.snapshots.list(scope)) {
      if (
        snapshot.type === 'automated' &&
        snapshot.status === 'creating' &&
        snapshot.clusterResourceId === cluster.resourceId
      ) {
        await snapshots.delete(scope, snapshot);
      }
    }
  }

  #isSnapshotDue(scope: Scope, cluster: ClusterRecord, now: Date): boolean {
    const members = this.options.store.membersOf(scope, cluster.identifier);
    const youngest = Math.max(
      ...members.map(({ createdAt }) => createdAt.getTime()),
    );
    const failed = this.#failures.get(cluster.resourceId) ?? 0;
    return (
      cluster.status === 'available' &&
      members.length > 0 &&
      members.every(({ status }) => status === 'available') &&
      now.getTime() - youngest >= settledAfterMs &&
      now.getTime() - failed >= retryAfterMs &&
      isBackupDue(
        this.#backups(scope, cluster),
        cluster.preferredBackupWindow,
        now,
      )
    );
  }

  #expired(
    scope: Scope,
    cluster: ClusterRecord,
    now: Date,
  ): ClusterSnapshotRecord[] {
    return expiredBackups(
      this.#backups(scope, cluster),
      cluster.backupRetentionPeriod,
      now,
    ).filter(
      snapshot => !this.options.snapshots.isBeingRestored(scope, snapshot),
    );
  }

  /** The oldest first. */
  #backups(scope: Scope, cluster: ClusterRecord): ClusterSnapshotRecord[] {
    return this.options.snapshots
      .available(scope, cluster.resourceId)
      .filter(({ type }) => type === 'automated')
      .sort(byAge);
  }
}

function byAge(a: ClusterSnapshotRecord, b: ClusterSnapshotRecord): number {
  return a.createdAt.getTime() - b.createdAt.getTime();
}
