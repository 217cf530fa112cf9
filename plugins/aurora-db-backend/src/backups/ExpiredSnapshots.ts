import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { audited } from '../operations/audited';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../ports/ClusterSnapshots';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import {
  isPortalSnapshot,
  subjectOfTags,
} from '../database/snapshots/portalSnapshots';
import { isInProgress } from '../database/stackState';
import { expiryOf } from '../database/snapshots/toSnapshot';

/**
 * Deletes expired manual snapshots that this portal took. Deletes neither other snapshots nor
 * copies.
 */
export class ExpiredSnapshots {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  readonly #stacks: Pick<DatabaseStackReader, 'list'>;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
    stacks: Pick<DatabaseStackReader, 'list'>;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#environments = options.environments;
    this.#snapshots = options.snapshots;
    this.#stacks = options.stacks;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
  }

  /**
   * Checks every environment. Logs a failure, leaves it to the next run, and deletes the other
   * snapshots.
   */
  async deleteAll(now: Date = new Date()): Promise<void> {
    for (const environment of this.#environments) {
      try {
        await this.#deleteIn(environment, now);
      } catch (error) {
        this.#logger.warn(
          `Reading the expired snapshots of ${environment.name} failed; the next run tries again: ${error}`,
        );
      }
    }
  }

  async #deleteIn(environment: EnvironmentConfig, now: Date): Promise<void> {
    const all = await this.#snapshots.listManual(environment);
    const expired = all.filter(one => isExpired(environment, one, now));
    if (expired.length === 0) {
      return;
    }
    const restored = await this.#beingRestored(environment);
    for (const snapshot of expired) {
      const { id } = snapshot;
      const entityRef = subjectOfTags(environment, snapshot)?.entityRef;
      if (entityRef && restored.has(entityRef)) {
        this.#logger.info(
          `Snapshot ${id} has expired; the next run deletes it, because a restore of ${entityRef} is in progress`,
        );
      } else {
        await this.#delete(environment, id, now);
      }
    }
  }

  /** Databases whose restores are in progress. A restore may be reading one of their snapshots. */
  async #beingRestored(environment: EnvironmentConfig): Promise<Set<string>> {
    const stacks = await this.#stacks.list(environment);
    return new Set(
      stacks.flatMap(({ status, tags }) => {
        const source = tags[auroraDbTags.restoredFrom];
        const isCreation = status.startsWith('CREATE_') && isInProgress(status);
        return source && isCreation ? [source] : [];
      }),
    );
  }

  async #delete(
    environment: EnvironmentConfig,
    id: string,
    now: Date,
  ): Promise<void> {
    try {
      // Reads the snapshot again, because its expiry may have changed since it was listed.
      const snapshot = await this.#snapshots.find(environment, id);
      if (!snapshot || !isExpired(environment, snapshot, now)) {
        return;
      }
      const { clusterIdentifier, tags } = snapshot;
      const expiresAt = tags[auroraDbTags.expiresAt] ?? '';
      await audited(
        this.#auditor,
        'snapshot-expire',
        {
          snapshotId: id,
          environment: environment.name,
          clusterIdentifier,
          expiresAt,
        },
        () => this.#snapshots.delete(environment, id),
      );
      this.#logger.info(
        `Deleted snapshot ${id} of ${clusterIdentifier}, which expired at ${expiresAt}`,
      );
    } catch (error) {
      this.#logger.warn(
        `Deleting the expired snapshot ${id} failed; the next run tries again: ${error}`,
      );
    }
  }
}

/**
 * Whether a snapshot is the portal's and expired. Only the portal writes an expiry, but a cluster's
 * tags also appear on snapshots that other tools take.
 */
function isExpired(
  environment: EnvironmentConfig,
  snapshot: ClusterSnapshot,
  now: Date,
): boolean {
  const { tags, status } = snapshot;
  const subject = subjectOfTags(environment, snapshot);
  const expiresAt = expiryOf(snapshot);
  return (
    subject !== undefined &&
    status !== 'creating' &&
    tags[auroraDbTags.environment] === environment.name &&
    expiresAt !== undefined &&
    expiresAt <= now &&
    isPortalSnapshot(subject, snapshot)
  );
}
