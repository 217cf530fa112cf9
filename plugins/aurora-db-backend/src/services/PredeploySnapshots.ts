import { setTimeout as sleep } from 'node:timers/promises';
import {
  auroraDbTags,
  type DatabaseNames,
  type DeployRequest,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../config/readConfig';
import type { OperationContext } from './ChangeSetRunner';
import type { ClusterSnapshotWriter } from './ClusterSnapshotWriter';

/** A snapshot before a deploy is kept for so long, in milliseconds (DESIGN.md, section 5). */
const keptMs = 14 * 24 * 3_600_000;
const label = 'predeploy';
const longestWaitMs = 5_000;
/** Longest silence in the log. */
const heartbeatMs = 45_000;

/** Takes a snapshot before a database is changed. */
export class PredeploySnapshots {
  readonly #snapshots: ClusterSnapshotWriter;

  constructor(snapshots: ClusterSnapshotWriter) {
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
    { log, signal }: OperationContext,
  ): Promise<void> {
    const { environment, names, request, requestedBy } = database;
    const id = snapshotIdentifier(names.base, at, label);
    const expiresAt = new Date(at.getTime() + keptMs).toISOString();
    log(`Taking snapshot ${id} first; it expires at ${expiresAt}`);
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
    let lastLineAt = Date.now();
    for (let wait = 250; ; wait = Math.min(wait * 1.5, longestWaitMs)) {
      const progress = await this.#snapshots.readProgress(environment, id);
      if (progress?.status === 'available') {
        log(`Snapshot ${id} is available`);
        return;
      }
      if (progress?.status === 'failed' || !progress) {
        throw new Error(
          `Snapshot ${id} ${progress ? 'failed' : 'is gone'}, so nothing was deployed. Try again, or look at it in the RDS console`,
        );
      }
      if (Date.now() - lastLineAt > heartbeatMs) {
        lastLineAt = Date.now();
        log(`Snapshot ${id}: ${progress.percent} %`);
      }
      await sleep(wait, undefined, { signal }).catch(error => {
        signal?.throwIfAborted();
        throw error;
      });
    }
  }
}
