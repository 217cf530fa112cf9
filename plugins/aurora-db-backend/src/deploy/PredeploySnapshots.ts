import { setTimeout as sleep } from 'node:timers/promises';
import {
  auroraDbTags,
  createMessage,
  type DatabaseNames,
  type DeployRequest,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import { predeploySnapshotDays } from '../database/snapshots/predeploySnapshotDays';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { OperationContext } from '../stacks/ChangeSetRunner';
import type {
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../ports/ClusterSnapshots';
import { followSnapshot } from '../stacks/followSnapshot';
import { messagesOf, OperationError } from '../ports/errors/userErrors';

const dayMs = 24 * 3_600_000;
const label = 'predeploy';
/** Attempts after another snapshot: the cluster becomes available shortly after its snapshot. */
const mostTriesAfterWaiting = 20;
const waitBetweenTriesMs = 500;
/** How long ago a snapshot began that can have ended just now. */
const recentMs = 3_600_000;

/** Takes a snapshot before a database is changed. */
export class PredeploySnapshots {
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;

  constructor(snapshots: ClusterSnapshotReader & ClusterSnapshotWriter) {
    this.#snapshots = snapshots;
  }

  /**
   * Takes a snapshot, if the environment requires one, and waits until it is available.
   *
   * @param at - when the change set was made: a repeated run finds the same snapshot by it
   * @param requestedBy - entity reference of the user
   */
  async take(
    database: {
      environment: EnvironmentConfig;
      names: DatabaseNames;
      request: DeployRequest;
      requestedBy?: string;
    },
    at: Date,
    context: OperationContext,
  ): Promise<void> {
    const { environment, names, request, requestedBy } = database;
    if (!environment.snapshotBeforeChange) {
      return;
    }
    const id = snapshotIdentifier(names.base, at, label);
    const expiresAt = new Date(
      at.getTime() + predeploySnapshotDays * dayMs,
    ).toISOString();
    context.log(`Taking snapshot ${id} first; it expires at ${expiresAt}`);
    await this.#create(
      environment,
      {
        id,
        clusterIdentifier: names.clusterIdentifier,
        tags: {
          [auroraDbTags.name]: request.name,
          [auroraDbTags.environment]: environment.name,
          [auroraDbTags.label]: label,
          [auroraDbTags.expiresAt]: expiresAt,
          ...(requestedBy && { [auroraDbTags.createdBy]: requestedBy }),
        },
      },
      context,
    );
    await followSnapshot(this.#snapshots, environment, id, context).catch(
      error => {
        if (context.signal?.aborted) {
          context.log(
            `Cancelled: nothing is changed. Snapshot ${id} continues in RDS, and expires at ${expiresAt}`,
          );
        }
        context.signal?.throwIfAborted();
        throw new OperationError(
          createMessage('deploy.snapshotFailed', { reason: messagesOf(error) }),
        );
      },
    );
  }

  /** Starts the snapshot after other snapshots in progress: RDS takes one at a time. */
  async #create(
    environment: EnvironmentConfig,
    snapshot: Parameters<ClusterSnapshotWriter['create']>[1],
    context: OperationContext,
  ): Promise<void> {
    const { id, clusterIdentifier } = snapshot;
    for (let triesLeft: number | undefined; ;) {
      try {
        await this.#snapshots.create(environment, snapshot);
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) {
          throw error;
        }
        const all = await this.#snapshots.listOf(
          environment,
          clusterIdentifier,
        );
        const other = all.find(
          one => one.status === 'creating' && one.id !== id,
        );
        if (other) {
          await this.#waitFor(other.id, environment, context);
          triesLeft = mostTriesAfterWaiting;
          continue;
        }
        // The snapshot that was being taken may have ended between the refusal and this look.
        const isRecent = all.some(
          ({ createdAt }) => Date.now() - createdAt.getTime() < recentMs,
        );
        triesLeft ??= isRecent ? mostTriesAfterWaiting : 0;
        if (triesLeft === 0) {
          throw error;
        }
        triesLeft -= 1;
        await sleep(waitBetweenTriesMs, undefined, { signal: context.signal });
      }
    }
  }

  /** Waits for the end of another snapshot. Its failure does not affect this one. */
  async #waitFor(
    otherId: string,
    environment: EnvironmentConfig,
    context: OperationContext,
  ): Promise<void> {
    context.log(`Waiting for snapshot ${otherId}, which is being taken`);
    await followSnapshot(this.#snapshots, environment, otherId, context).catch(
      failure => {
        context.signal?.throwIfAborted();
        context.log(String(failure));
      },
    );
  }
}
