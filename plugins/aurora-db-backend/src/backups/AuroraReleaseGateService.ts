import {
  auroraDbReleaseGateReadPermission,
  type ReleaseGate,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
} from '../ports/ClusterSnapshots';
import { clusterStatus } from '../database/clusterStatus';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import { isSnapshotOf } from '../database/snapshots/isSnapshotOf';
import { stackState } from '../database/stackState';
import { expiryOf } from '../database/snapshots/toSnapshot';

const minuteMs = 60_000;

/**
 * Decides whether a release can go ahead: a restorable snapshot exists, and no operation on the
 * database is in progress.
 */
export class AuroraReleaseGateService {
  readonly #access: DatabaseAccess;
  readonly #clusters: ClusterReader;
  readonly #snapshots: ClusterSnapshotReader;

  constructor(options: {
    access: DatabaseAccess;
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#snapshots = options.snapshots;
  }

  /**
   * @param maxAgeMinutes - maximum age of the snapshot, in minutes since it was started. It must
   *   not expire within the same number of minutes from now
   */
  async read(
    entityRef: string,
    maxAgeMinutes: number,
    credentials: BackstageCredentials,
    now: Date = new Date(),
  ): Promise<ReleaseGate> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbReleaseGateReadPermission,
    );
    const { environment, clusterIdentifier, entityName, stack } = located;
    const [live, all] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#snapshots.listOf(environment, clusterIdentifier),
    ]);
    const manual = all.filter(
      snapshot =>
        snapshot.type === 'manual' &&
        isSnapshotOf(located, live, snapshot) &&
        hasDataOf(live, snapshot),
    );
    const available = manual.filter(({ status }) => status === 'available');
    // The snapshot must exist during the whole release, so it must not expire within the maximum
    // age.
    const until = new Date(now.getTime() + maxAgeMinutes * minuteMs);
    const outlives = (snapshot: ClusterSnapshot) => {
      const expiresAt = expiryOf(snapshot);
      return !expiresAt || expiresAt > until;
    };
    const newest = available.find(outlives) ?? available[0];
    const ageMinutes =
      newest &&
      Math.max(
        0,
        Math.floor((now.getTime() - newest.createdAt.getTime()) / minuteMs),
      );
    const answer = (pass: boolean, reason: string): ReleaseGate => ({
      pass,
      ...(newest && { snapshotId: newest.id, ageMinutes }),
      reason,
    });

    const state = stack && stackState(stack.stackName, stack.status);
    if (state?.kind === 'busy' || state?.kind === 'stuck') {
      return answer(false, state.reason.text);
    }
    const status = clusterStatus(stack?.status, live?.status);
    if (status !== 'available' && status !== 'backing-up') {
      return answer(
        false,
        `${entityName} is ${status}: wait until it is available`,
      );
    }
    const isFresh = ageMinutes !== undefined && ageMinutes <= maxAgeMinutes;
    if (newest && isFresh && outlives(newest)) {
      return answer(
        true,
        `Snapshot ${newest.id} is ${ageMinutes} min old, at most ${maxAgeMinutes} min are allowed`,
      );
    }
    const underway = manual.find(snapshot => snapshot.status === 'creating');
    if (underway) {
      return answer(
        false,
        `Snapshot ${underway.id} is being taken (${underway.percentProgress}%): wait until it is available`,
      );
    }
    if (newest && isFresh) {
      return answer(
        false,
        `Snapshot ${newest.id} is fresh, but expires at ${expiryOf(newest)?.toISOString()}, and a way back is needed for ${maxAgeMinutes} min from now: take a new one that expires later`,
      );
    }
    return answer(
      false,
      newest
        ? `The newest snapshot ${newest.id} is ${ageMinutes} min old, at most ${maxAgeMinutes} min are allowed: take a new one`
        : `${entityName} has no manual snapshot: take one before the release`,
    );
  }
}

/**
 * Whether a snapshot is one of this cluster. That of an earlier cluster with the same name is no way
 * back to the data of now.
 */
function hasDataOf(
  live: LiveCluster | undefined,
  { clusterResourceId }: ClusterSnapshot,
): boolean {
  return (
    !live?.resourceId ||
    !clusterResourceId ||
    clusterResourceId === live.resourceId
  );
}
