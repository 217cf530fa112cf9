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

/** Delay between the creation of a cluster's instances and the first backup. */
const settledAfterMs = 2_000;
/** Delay before the next attempt after a failure. */
const retryAfterMs = 60_000;

/** The times to which a cluster can be restored. */
export interface RestorableWindow {
  earliest: Date;
  latest: Date;
}

/**
 * Automated snapshots: the first one soon after a cluster's creation, then one a day. Restores to a
 * time use them and the WAL that is archived after them.
 */
export class AutomatedBackups {
  /** The time of a cluster's last failed backup, by resource id. */
  readonly #failures = new Map<string, number>();

  constructor(
    private readonly options: {
      store: RdsStore;
      servers: ClusterServers;
      snapshots: ClusterSnapshots;
      log: (message: string) => void;
    },
  ) {}

  /** From the end of the oldest backup to the last commit; undefined without a backup. */
  window(scope: Scope, cluster: ClusterRecord): RestorableWindow | undefined {
    const [oldest] = this.#backups(scope, cluster);
    const latest = this.options.servers.restorableUntil(cluster);
    return oldest?.base && latest
      ? { earliest: oldest.base.endedAt, latest }
      : undefined;
  }

  /**
   * The snapshot, automated or not, from which a restore to a time has the least WAL to recover.
   */
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

  /** Whether a snapshot must be taken or deleted. */
  isDue(scope: Scope, cluster: ClusterRecord, now = new Date()): boolean {
    return (
      this.#isSnapshotDue(scope, cluster, now) ||
      this.#expired(scope, cluster, now).length > 0
    );
  }

  /**
   * Takes and deletes snapshots that are due. Failures are in events and the log and do not affect
   * the cluster.
   */
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

  /** Deletes snapshots that a killed aurora-db-local had begun. The next one replaces them. */
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
      snapshot =>
        !this.options.snapshots.isBeingRestored(snapshot) &&
        !this.options.snapshots.isBeingCopied(snapshot),
    );
  }

  /** The oldest comes first. */
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
