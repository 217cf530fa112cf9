import { createHash } from 'node:crypto';
import {
  auroraDbTags,
  createMessage,
  type DatabaseNames,
  type MessageCode,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError as BackstageConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { OperationContext } from '../../stacks/ChangeSetRunner';
import type { LiveCluster } from '../../ports/ClusterReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../../ports/ClusterSnapshots';
import { clusterResourceType } from '../../database/templates/databaseTemplateSchema';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../../ports/DatabaseStackWriter';
import { followSnapshot } from '../../stacks/followSnapshot';
import { timeOfSnapshotId } from '../../database/snapshots/timeOfSnapshotId';
import {
  ConflictError,
  messagesOf,
  OperationError,
} from '../../ports/errors/userErrors';

/** The database that a run deletes. */
export interface DeletedDatabase {
  environment: EnvironmentConfig;
  names: DatabaseNames;
  stack: DatabaseStack;
  /** See `runToken`. */
  run: string;
}

const label = 'final';
/** A run that is repeated later takes another snapshot, because data was written since. In ms. */
const freshMs = 3_600_000;
const secondsPerHour = 3_600;
/** Largest difference between the clocks of CloudFormation and RDS, in ms. An assumption. */
const clockSkewMs = 60_000;

/**
 * Takes and finds the snapshot with the data of a deleted database. CloudFormation takes it, or the
 * run itself if the deployed template may not keep one.
 */
export class FinalSnapshots {
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  readonly #stacks: Pick<DatabaseStackWriter, 'readEvents'>;

  constructor(parts: {
    snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
    stacks: Pick<DatabaseStackWriter, 'readEvents'>;
  }) {
    this.#snapshots = parts.snapshots;
    this.#stacks = parts.stacks;
  }

  /**
   * Throws a ConflictError if no final snapshot of a cluster can be taken now.
   *
   * @param options - `own`: the run takes one itself; `byStack`: the deployed template takes one
   */
  async assertPossible(
    database: DeletedDatabase,
    cluster: LiveCluster,
    { own, byStack }: { own: boolean; byStack: boolean },
  ): Promise<void> {
    const { environment, names } = database;
    const begun = own && (await this.#own(database)).isBegun;
    if (!begun && cluster.status !== 'available') {
      throw new ConflictError(
        createMessage('delete.snapshotNotPossible', {
          clusterIdentifier: names.clusterIdentifier,
          status: cluster.status,
          wayOut: createMessage(wayOutOf(cluster.status)),
        }),
      );
    }
    const needed = Number(own && !begun) + Number(byStack);
    const { used, limit } = await this.#snapshots.readQuota(environment);
    if (used + needed > limit) {
      throw new ConflictError(
        createMessage('delete.snapshotQuota', {
          needed,
          accountId: environment.accountId,
          used,
          limit,
          region: environment.region,
        }),
      );
    }
  }

  /**
   * Takes a snapshot and waits until it is available. A run that is repeated within an hour resumes
   * with its earlier snapshot.
   *
   * @param requestedBy - entity reference of the user
   */
  async take(
    database: DeletedDatabase,
    requestedBy: string | undefined,
    context: OperationContext,
  ): Promise<void> {
    const { environment, names, stack } = database;
    const { id, isBegun } = await this.#own(database);
    if (!isBegun) {
      context.log(`Taking snapshot ${id} first, which doesn't expire`);
      const { name, owner, system } = auroraDbTags;
      await this.#snapshots
        .create(environment, {
          id,
          clusterIdentifier: names.clusterIdentifier,
          tags: {
            ...Object.fromEntries(
              [name, owner, system].flatMap(key =>
                stack.tags[key] ? [[key, stack.tags[key]]] : [],
              ),
            ),
            [auroraDbTags.environment]: environment.name,
            [auroraDbTags.label]: label,
            ...(requestedBy && { [auroraDbTags.createdBy]: requestedBy }),
          },
        })
        .catch(error => {
          throw error instanceof BackstageConflictError
            ? new ConflictError(
                createMessage('delete.snapshotRefused', {
                  reason: messagesOf(error),
                  clusterIdentifier: names.clusterIdentifier,
                }),
              )
            : error;
        });
    }
    await followSnapshot(this.#snapshots, environment, id, context).catch(
      error => {
        context.signal?.throwIfAborted();
        throw new OperationError(
          createMessage('delete.snapshotFailed', { reason: messagesOf(error) }),
        );
      },
    );
  }

  /**
   * Returns the snapshot with the data of a cluster whose stack was deleted, once it is available.
   * `wasDeleted` says whether CloudFormation deleted a cluster in this or an earlier attempt.
   */
  async find(
    database: DeletedDatabase,
    context: OperationContext,
  ): Promise<{ snapshot?: ClusterSnapshot; wasDeleted: boolean }> {
    const { environment, names } = database;
    const deletedAt = await this.#deletedAt(database);
    const all = await this.#snapshots.listOf(
      environment,
      names.clusterIdentifier,
    );
    const own = ownOf(database, all);
    const snapshot = all.find(
      one =>
        isKept(one) &&
        (own.includes(one) ||
          (deletedAt !== undefined &&
            one.createdAt.getTime() >= deletedAt.getTime() - clockSkewMs)),
    );
    return {
      wasDeleted: deletedAt !== undefined,
      ...(snapshot && {
        snapshot:
          snapshot.status === 'available'
            ? snapshot
            : await followSnapshot(
                this.#snapshots,
                environment,
                snapshot.id,
                context,
              ),
      }),
    };
  }

  /**
   * Returns when CloudFormation first tried to delete the cluster after the last creation or update
   * of the stack.
   */
  async #deletedAt({
    environment,
    stack,
  }: DeletedDatabase): Promise<Date | undefined> {
    const events = await this.#stacks.readEvents(
      environment,
      stack.stackId,
      event => event.ofStack && !event.status.startsWith('DELETE_'),
    );
    return events.findLast(
      ({ type, status }) =>
        type === clusterResourceType && status === 'DELETE_IN_PROGRESS',
    )?.at;
  }

  /** Returns the snapshot that this run has started, or the identifier of the one that it takes. */
  async #own(
    database: DeletedDatabase,
  ): Promise<{ id: string; isBegun: boolean }> {
    const all = await this.#snapshots.listOf(
      database.environment,
      database.names.clusterIdentifier,
    );
    const own = ownOf(database, all);
    const begun = own.find(
      one =>
        one.status === 'creating' ||
        (one.status === 'available' &&
          Date.now() - one.createdAt.getTime() < freshMs),
    );
    if (begun) {
      return { id: begun.id, isBegun: true };
    }
    const taken = new Set(all.map(one => one.id));
    const id = ownSeconds(database)
      .map(second => idInThisHour(database, second))
      .find(candidate => !taken.has(candidate));
    if (!id) {
      throw new ConflictError(
        createMessage('delete.snapshotsFailed', {
          count: own.length,
          clusterIdentifier: database.names.clusterIdentifier,
        }),
      );
    }
    return { id, isBegun: false };
  }
}

/**
 * The seconds of an hour with which the identifiers of a run's snapshots end. A run recognizes its
 * snapshots by them, because the portal's IAM policy allows only identifiers that end with a time.
 * There are several, because snapshots can fail.
 */
function ownSeconds({ run }: DeletedDatabase): number[] {
  const hash = createHash('sha256').update(run).digest().readUInt32BE();
  return [0, 1, 2, 3].map(index => (hash + index) % secondsPerHour);
}

function idInThisHour({ names }: DeletedDatabase, second: number): string {
  const hour = Math.floor(Date.now() / freshMs) * freshMs;
  return snapshotIdentifier(names.base, new Date(hour + second * 1_000), label);
}

function ownOf(
  database: DeletedDatabase,
  all: readonly ClusterSnapshot[],
): ClusterSnapshot[] {
  const seconds = ownSeconds(database);
  return all.filter(({ id, tags }) => {
    const at = timeOfSnapshotId(id);
    return (
      at !== undefined &&
      tags[auroraDbTags.label] === label &&
      id === snapshotIdentifier(database.names.base, at, label) &&
      seconds.includes(at.getUTCMinutes() * 60 + at.getUTCSeconds())
    );
  });
}

/** Whether a snapshot stays until a user deletes it. */
function isKept({ type, status, tags }: ClusterSnapshot): boolean {
  return (
    type === 'manual' &&
    /^(available|creating)$/.test(status) &&
    tags[auroraDbTags.expiresAt] === undefined
  );
}

/** What to do with a cluster so that it becomes available. */
function wayOutOf(status: string): MessageCode {
  if (status === 'stopped') {
    return 'delete.startCluster';
  }
  if (status.startsWith('inaccessible-encryption-credentials')) {
    return 'delete.enableKey';
  }
  return /fail|incompatible/.test(status)
    ? 'delete.lookAtCluster'
    : 'delete.waitForCluster';
}
