import type {
  Cluster,
  ClusterSummary,
  DatabaseOperation,
  EnvironmentInfo,
  Health,
  HealthRange,
  Plan,
  RestorePlanRequest,
  RestoreRequest,
  RestoreStarted,
  Snapshot,
  SnapshotList,
  SnapshotRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/** What every call of {@link AuroraDbApi} takes. @public */
export interface AuroraDbRequestOptions {
  /** Ends the request; the promise then rejects with an `AbortError`. */
  signal?: AbortSignal;
}

/** Every database that the user may see. @public */
export interface DatabaseList {
  items: ClusterSummary[];
  /** Environments whose databases are missing from `items`, since their account could not be read. */
  unavailable: Array<{ environment: string; reason: string }>;
}

/**
 * The backend's REST interface, as far as the frontend uses it. Every call rejects with a `ResponseError` of `@backstage/errors`
 * where the backend refuses (403, 404, 409, 503 …), and with an `Error` where its answer has an unexpected shape. An `entityRef` is
 * the database's, e.g. `resource:default/goal-mandala-prd`.
 *
 * @public
 */
export interface AuroraDbApi {
  /** The environments that this portal has configured. */
  getEnvironments(options?: AuroraDbRequestOptions): Promise<EnvironmentInfo[]>;
  getDatabases(options?: AuroraDbRequestOptions): Promise<DatabaseList>;
  getCluster(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Cluster>;
  getHealth(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Health>;
  /** The database's snapshots, the newest first, and the quota that manual ones share. */
  getSnapshots(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<SnapshotList>;
  /** Begins a manual snapshot; the answer is the snapshot in the state `creating`. */
  createSnapshot(
    entityRef: string,
    request: SnapshotRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Snapshot>;
  /** Deletes a manual snapshot of the database for good. */
  deleteSnapshot(
    entityRef: string,
    snapshotId: string,
    options?: AuroraDbRequestOptions,
  ): Promise<void>;
  /**
   * What a deploy would do; it changes nothing, and may take some ten seconds.
   *
   * @param values - those of the form of `template:default/goal-mandala-db`
   */
  planDeploy(
    values: Record<string, unknown>,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan>;
  /** What a restore would do; it changes nothing. */
  planRestore(
    entityRef: string,
    request: RestorePlanRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan>;
  /** Begins a restore into a new database. */
  startRestore(
    entityRef: string,
    request: RestoreRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<RestoreStarted>;
  /** What is being done to the database and was done lately, the newest first. */
  getOperations(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseOperation[]>;
}

/** @public */
export const auroraDbApiRef = createApiRef<AuroraDbApi>({
  id: 'plugin.aurora-db.service',
});
