import {
  auroraDbTags,
  databaseNames,
  databaseNameSchema,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
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
import { isInProgress } from '../database/stackState';
import { timeOfSnapshotId } from '../database/timeOfSnapshotId';
import { expiryOf } from '../database/toSnapshot';

/** Longest time between the moment that is part of a snapshot's identifier and RDS's beginning with it, in milliseconds. */
const begunWithinMs = 24 * 3_600_000;

/** Deletes manual snapshots that this portal took and that have expired. It never deletes any other, nor a copy of one. */
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

  /** Goes through every environment. What fails is logged and left to the next run; the rest is deleted all the same. */
  async deleteAll(now: Date = new Date()): Promise<void> {
    for (const environment of this.#environments) {
      try {
        await this.#deleteIn(environment, now);
      } catch (error) {
        this.#logger.warn(
          `Expired snapshots of ${environment.name} are left to the next run: ${error}`,
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
    for (const { id, tags } of expired) {
      const { entityRef } = databaseNames(
        tags[auroraDbTags.name] ?? '',
        environment.name,
      );
      if (restored.has(entityRef)) {
        this.#logger.info(
          `Snapshot ${id} has expired and is left to the next run: a restore of ${entityRef} is in progress`,
        );
      } else {
        await this.#delete(environment, id, now);
      }
    }
  }

  /** Databases whose restores are in progress: one may be reading a snapshot of theirs. */
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
      // Its expiry may have been changed since it was listed.
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
        `Snapshot ${id} of ${clusterIdentifier} expired at ${expiresAt} and is deleted`,
      );
    } catch (error) {
      this.#logger.warn(
        `Snapshot ${id} has expired, and deleting it failed, which is left to the next run: ${error}`,
      );
    }
  }
}

/** Clusters hand their tags to the snapshots that others take of them, so our name alone says nothing: only we write an expiry. */
function isExpired(
  environment: EnvironmentConfig,
  snapshot: ClusterSnapshot,
  now: Date,
): boolean {
  const { tags, type, status, clusterIdentifier } = snapshot;
  const name = databaseNameSchema.safeParse(tags[auroraDbTags.name]);
  const expiresAt = expiryOf(snapshot);
  if (!name.success) {
    return false;
  }
  const names = databaseNames(name.data, environment.name);
  return (
    type === 'manual' &&
    status !== 'creating' &&
    tags[auroraDbTags.environment] === environment.name &&
    clusterIdentifier === names.clusterIdentifier &&
    expiresAt !== undefined &&
    expiresAt <= now &&
    isOriginal(names.base, snapshot)
  );
}

/** A copy has the tags of the snapshot that it was made of, perhaps to keep the data longer, but not the identifier that we gave. */
function isOriginal(
  base: string,
  { id, tags, createdAt, sourceArn }: ClusterSnapshot,
): boolean {
  const at = timeOfSnapshotId(id);
  return (
    sourceArn === undefined &&
    at !== undefined &&
    Math.abs(createdAt.getTime() - at.getTime()) < begunWithinMs &&
    id === snapshotIdentifier(base, at, tags[auroraDbTags.label])
  );
}
