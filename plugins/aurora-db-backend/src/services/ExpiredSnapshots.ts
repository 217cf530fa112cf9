import {
  auroraDbTags,
  databaseNames,
  databaseNameSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EnvironmentConfig } from '../config/readConfig';
import { audited } from './audited';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from './ClusterSnapshots';
import { expiryOf } from './toSnapshot';

/** Deletes manual snapshots that this portal took and that have expired; it never touches any other. */
export class ExpiredSnapshots {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#environments = options.environments;
    this.#snapshots = options.snapshots;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
  }

  /** Goes through every environment; what fails in one is logged and left to the next run. */
  async deleteAll(now: Date = new Date()): Promise<void> {
    for (const environment of this.#environments) {
      try {
        const snapshots = await this.#snapshots.listManual(environment);
        for (const snapshot of snapshots) {
          if (isExpired(environment, snapshot, now)) {
            await this.#delete(environment, snapshot);
          }
        }
      } catch (error) {
        this.#logger.warn(
          `Expired snapshots of ${environment.name} are left to the next run: ${error}`,
        );
      }
    }
  }

  async #delete(
    environment: EnvironmentConfig,
    { id, clusterIdentifier, tags }: ClusterSnapshot,
  ): Promise<void> {
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
  return (
    type === 'manual' &&
    status !== 'creating' &&
    name.success &&
    tags[auroraDbTags.environment] === environment.name &&
    clusterIdentifier ===
      databaseNames(name.data, environment.name).clusterIdentifier &&
    expiresAt !== undefined &&
    expiresAt <= now
  );
}
