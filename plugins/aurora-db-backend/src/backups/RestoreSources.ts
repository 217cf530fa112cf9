import {
  createMessage,
  masterUsername,
  type RestoreOrigin,
  type RestoreSource,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { isSnapshotOf } from '../database/snapshots/isSnapshotOf';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
} from '../ports/ClusterSnapshots';
import {
  ConflictError,
  InputError,
  NotFoundError,
} from '../ports/errors/userErrors';
import type { RestoreSourceSubject } from '../preflight/preflightSubjects';

/** What a restore reads from, as it was found. */
export interface FoundSource {
  /** The cluster as it is now. Undefined if it no longer exists. */
  live: LiveCluster | undefined;
  /** Of the snapshot or the cluster. */
  engineVersion: string;
  isEncrypted: boolean;
  /** The KMS key of the data. */
  kmsKeyArn?: string;
  origin: RestoreOrigin;
  subject: RestoreSourceSubject;
}

type DataOrigin = Pick<
  FoundSource,
  'engineVersion' | 'isEncrypted' | 'kmsKeyArn' | 'subject'
> & {
  from: RestoreOrigin['from'];
  masterUser?: string;
};

/** Finds the snapshot or the time that a restore reads from. */
export class RestoreSources {
  readonly #clusters: ClusterReader;
  readonly #snapshots: ClusterSnapshotReader;

  constructor(ports: {
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader;
  }) {
    this.#clusters = ports.clusters;
    this.#snapshots = ports.snapshots;
  }

  /**
   * Throws an InputError for a time outside the restorable window, a NotFoundError for a snapshot
   * of another database, and a ConflictError if there is nothing to restore from.
   */
  async find(
    source: LocatedCluster,
    from: RestoreSource,
  ): Promise<FoundSource> {
    const live = await this.#clusters.describe(
      source.environment,
      source.clusterIdentifier,
    );
    const {
      masterUser,
      from: origin,
      ...found
    } = 'snapshotId' in from
      ? fromSnapshot(await this.#snapshot(source, live, from.snapshotId))
      : fromTime(source, live, from);
    // The master user comes with the data. A snapshot can be older than a change of the cluster.
    const username = masterUser ?? live?.masterUsername ?? masterUsername;
    return {
      ...found,
      live,
      origin: {
        entityRef: source.entityRef,
        databaseName: databaseNameOf(source),
        ...(username !== masterUsername && { masterUsername: username }),
        from: origin,
      },
    };
  }

  async #snapshot(
    source: LocatedCluster,
    live: LiveCluster | undefined,
    snapshotId: string,
  ): Promise<ClusterSnapshot> {
    const snapshot = await this.#snapshots.find(source.environment, snapshotId);
    if (!snapshot || !isSnapshotOf(source, live, snapshot)) {
      throw new NotFoundError(
        createMessage('error.snapshotGone', {
          database: source.entityName,
          snapshotId,
        }),
      );
    }
    return snapshot;
  }
}

/** RDS creates the database `postgres` in each cluster that has no other one. */
function databaseNameOf(source: LocatedCluster): string {
  return source.origin === 'portal'
    ? (source.stack.outputs[stackOutputs.databaseName] ??
        source.names.databaseName)
    : (source.cluster.databaseName ?? 'postgres');
}

function fromSnapshot(snapshot: ClusterSnapshot): DataOrigin {
  return {
    engineVersion: snapshot.engineVersion,
    isEncrypted: snapshot.storageEncrypted,
    ...(snapshot.kmsKeyArn && { kmsKeyArn: snapshot.kmsKeyArn }),
    masterUser: snapshot.masterUsername,
    from: {
      snapshotIdentifier: snapshot.id,
      ...(!snapshot.storageEncrypted && { storageEncrypted: true }),
    },
    subject: { snapshot },
  };
}

function fromTime(
  { entityName, clusterIdentifier }: LocatedCluster,
  live: LiveCluster | undefined,
  from: Exclude<RestoreSource, { snapshotId: string }>,
): DataOrigin {
  const { earliestRestorableTime: earliest, latestRestorableTime: latest } =
    live?.backup ?? {};
  if (!live || !earliest || !latest) {
    throw new ConflictError(
      live
        ? createMessage('error.restoreNoBackup', { database: entityName })
        : createMessage('error.restoreNoCluster', { clusterIdentifier }),
    );
  }
  const to =
    'time' in from
      ? { restoreToTime: new Date(from.time).toISOString() }
      : { useLatestRestorableTime: true as const };
  if ('time' in from) {
    const at = Date.parse(from.time);
    if (at < earliest.getTime() || at > latest.getTime()) {
      throw new InputError(
        createMessage('error.restoreTime', {
          time: from.time,
          database: entityName,
          earliest: earliest.toISOString(),
          latest: latest.toISOString(),
        }),
      );
    }
  }
  return {
    engineVersion: live.engineVersion,
    isEncrypted: live.storageEncrypted,
    ...(live.kmsKeyArn && { kmsKeyArn: live.kmsKeyArn }),
    masterUser: live.masterUsername,
    from: {
      sourceClusterIdentifier: clusterIdentifier,
      to,
      namesEngineVersion: false,
    },
    subject: {
      window: { earliest, latest, isEncrypted: live.storageEncrypted },
    },
  };
}
