import {
  auroraDbTags,
  type DatabaseNames,
  type DeployRequest,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../config/readConfig';
import type { OperationContext } from './ChangeSetRunner';
import type {
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from './ClusterSnapshots';
import { followSnapshot } from './followSnapshot';

/** A snapshot before a deploy is kept for so long, in milliseconds (DESIGN.md, section 5). */
const keptMs = 14 * 24 * 3_600_000;
const label = 'predeploy';

/** Takes a snapshot before a database is changed. */
export class PredeploySnapshots {
  readonly #snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;

  constructor(snapshots: ClusterSnapshotReader & ClusterSnapshotWriter) {
    this.#snapshots = snapshots;
  }

  /**
   * Takes a snapshot and waits until it is available.
   *
   * @param at - of the change that it precedes: the same change has the same snapshot, however often it is begun
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
    const id = snapshotIdentifier(names.base, at, label);
    const expiresAt = new Date(at.getTime() + keptMs).toISOString();
    context.log(`Taking snapshot ${id} first; it expires at ${expiresAt}`);
    await this.#snapshots.create(environment, {
      id,
      clusterIdentifier: names.clusterIdentifier,
      tags: {
        [auroraDbTags.name]: request.name,
        [auroraDbTags.environment]: environment.name,
        [auroraDbTags.label]: label,
        [auroraDbTags.expiresAt]: expiresAt,
        ...(requestedBy && { [auroraDbTags.createdBy]: requestedBy }),
      },
    });
    await followSnapshot(this.#snapshots, environment, id, context).catch(
      error => {
        context.signal?.throwIfAborted();
        throw new Error(
          `Nothing was deployed, as the snapshot before it did not come to be: ${error instanceof Error ? error.message : error}`,
        );
      },
    );
  }
}
