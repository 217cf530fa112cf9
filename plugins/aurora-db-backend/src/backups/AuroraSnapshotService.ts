import {
  createMessage,
  type Message,
  auroraDbClusterReadPermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbTags,
  type Snapshot,
  snapshotIdentifier,
  type SnapshotList,
  type SnapshotRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '../ports/errors/userErrors';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../ports/ClusterSnapshots';
import { clusterStatus } from '../database/clusterStatus';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import { isSnapshotOf } from '../database/snapshots/isSnapshotOf';
import { isDeletable, toSnapshot } from '../database/snapshots/toSnapshot';

const dayMs = 24 * 3_600_000;

/** The caller of an operation. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity reference of the user, if the caller is a user. */
  userRef?: string;
}

/** A snapshot that was started, and its database. */
export interface TakenSnapshot {
  located: LocatedCluster;
  snapshot: Snapshot;
}

/**
 * Lists, takes and deletes a database's snapshots. Checks the permission first, so that callers
 * learn nothing about databases that they cannot see.
 */
export class AuroraSnapshotService {
  readonly #access: DatabaseAccess;
  readonly #clusters: ClusterReader;
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  readonly #onChange: (environmentName: string) => void;

  constructor(options: {
    access: DatabaseAccess;
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
    /** Called after a snapshot was started or deleted in an environment. */
    onChange?: (environmentName: string) => void;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#snapshots = options.snapshots;
    this.#onChange = options.onChange ?? (() => {});
  }

  /**
   * Returns the database's snapshots, the newest first, and the quota that all databases of the
   * account share.
   */
  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<SnapshotList> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbClusterReadPermission,
    );
    const { environment, clusterIdentifier } = located;
    const [live, found, quota] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#snapshots.listOf(environment, clusterIdentifier),
      this.#snapshots.readQuota(environment),
    ]);
    const items = found
      .filter(snapshot => isSnapshotOf(located, live, snapshot))
      .map(snapshot => toSnapshot(located, snapshot));
    return { items, quota };
  }

  /**
   * Starts a snapshot. Throws a ConflictError if the cluster is not available, a snapshot is
   * already in progress, or the quota is used up.
   *
   * @param at - when the caller asked; a repeated call of the same user with the same time,
   *   label and release gets the same snapshot
   */
  async create(
    entityRef: string,
    request: SnapshotRequest,
    { credentials, userRef }: Caller,
    at: Date = new Date(),
  ): Promise<TakenSnapshot> {
    const located = await this.#access.findForWrite(
      entityRef,
      credentials,
      auroraDbSnapshotCreatePermission,
    );
    const { environment, clusterIdentifier, base } = located;
    const { label, release, expiresInDays } = request;
    const id = snapshotIdentifier(base, at, label);
    const begun = await this.#snapshots.find(environment, id);
    if (begun) {
      return {
        located,
        snapshot: toSnapshot(
          located,
          assertSame(begun, located, { userRef, release }),
        ),
      };
    }
    await this.#assertPossible(located);
    const snapshot = await this.#snapshots.create(environment, {
      id,
      clusterIdentifier,
      tags: {
        ...ourTags(located),
        ...(label && { [auroraDbTags.label]: label }),
        ...(release && { [auroraDbTags.release]: release }),
        ...(userRef && { [auroraDbTags.createdBy]: userRef }),
        ...(expiresInDays && {
          [auroraDbTags.expiresAt]: new Date(
            at.getTime() + expiresInDays * dayMs,
          ).toISOString(),
        }),
      },
    });
    this.#onChange(environment.name);
    return {
      located,
      snapshot: toSnapshot(
        located,
        assertSame(snapshot, located, { userRef, release }),
      ),
    };
  }

  /** Throws as {@link AuroraSnapshotService.create} does, and takes no snapshot. */
  async check(entityRef: string, { credentials }: Caller): Promise<void> {
    await this.#assertPossible(
      await this.#access.findForWrite(
        entityRef,
        credentials,
        auroraDbSnapshotCreatePermission,
      ),
    );
  }

  /**
   * Deletes a manual snapshot of the database. Throws a NotFoundError for a snapshot of another
   * database, and a ConflictError for an automated one. If another tool created the database, also
   * for one that the portal did not take.
   */
  async delete(
    entityRef: string,
    id: string,
    { credentials }: Caller,
  ): Promise<void> {
    const located = await this.#access.findForWrite(
      entityRef,
      credentials,
      auroraDbSnapshotDeletePermission,
    );
    const { environment, entityName } = located;
    const [live, snapshot] = await Promise.all([
      this.#clusters.describe(environment, located.clusterIdentifier),
      this.#snapshots.find(environment, id),
    ]);
    if (!snapshot || !isSnapshotOf(located, live, snapshot)) {
      throw new NotFoundError(
        createMessage('error.snapshotUnknown', {
          database: entityName,
          snapshotId: id,
        }),
      );
    }
    if (snapshot.type !== 'manual') {
      throw new ConflictError(
        createMessage('error.snapshotAutomated', { snapshotId: id }),
      );
    }
    if (!isDeletable(located, snapshot)) {
      throw new ConflictError(
        createMessage('error.snapshotOfOther', { snapshotId: id }),
      );
    }
    await this.#snapshots.delete(environment, id);
    this.#onChange(environment.name);
  }

  async #assertPossible(located: LocatedCluster): Promise<void> {
    const { environment, clusterIdentifier, entityName, stack } = located;
    const [live, quota] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#snapshots.readQuota(environment),
    ]);
    const status = clusterStatus(stack?.status, live?.status);
    if (!live || live.status !== 'available') {
      const running = await this.#running(located, live);
      throw new ConflictError(
        running
          ? messageBy(running, entityName, 'error.snapshotRunning')
          : messageOfStatus(entityName, status),
      );
    }
    if (quota.used >= quota.limit) {
      throw new ConflictError(
        createMessage('error.snapshotQuota', {
          limit: quota.limit,
          accountId: environment.accountId,
          region: environment.region,
        }),
      );
    }
  }

  async #running(
    located: LocatedCluster,
    live: LiveCluster | undefined,
  ): Promise<ClusterSnapshot | undefined> {
    const all = await this.#snapshots.listOf(
      located.environment,
      located.clusterIdentifier,
    );
    return all.find(
      snapshot =>
        snapshot.status === 'creating' && isSnapshotOf(located, live, snapshot),
    );
  }
}

function messageOfStatus(database: string, status: string): Message {
  return status === 'stopped'
    ? createMessage('error.snapshotStopped', { database })
    : createMessage('error.snapshotNotPossible', { database, status });
}

/** Tags that identify the database of a snapshot, even after the cluster is deleted. */
function ourTags({
  origin,
  clusterIdentifier,
  environment,
  formName,
  owner,
}: LocatedCluster): Record<string, string> {
  return {
    ...(origin === 'portal'
      ? { [auroraDbTags.name]: formName }
      : { [auroraDbTags.cluster]: clusterIdentifier }),
    [auroraDbTags.environment]: environment.name,
    [auroraDbTags.owner]: owner,
  };
}

/** Another caller, or the same one for another release, may have taken one in the same second. */
function assertSame(
  snapshot: ClusterSnapshot,
  { clusterIdentifier, entityName }: LocatedCluster,
  { userRef, release }: { userRef?: string; release?: string },
): ClusterSnapshot {
  if (
    snapshot.clusterIdentifier !== clusterIdentifier ||
    snapshot.tags[auroraDbTags.createdBy] !== userRef ||
    snapshot.tags[auroraDbTags.release] !== release
  ) {
    throw new ConflictError(
      messageBy(snapshot, entityName, 'error.snapshotSameSecond'),
    );
  }
  return snapshot;
}

/** A message about a snapshot, with the user who takes it if its tags say so. */
function messageBy(
  { id: snapshotId, tags }: ClusterSnapshot,
  database: string,
  code: 'error.snapshotRunning' | 'error.snapshotSameSecond',
): Message {
  const user = tags[auroraDbTags.createdBy];
  return user
    ? createMessage(`${code}By`, { database, snapshotId, user })
    : createMessage(code, { database, snapshotId });
}
