import type {
  Cluster,
  ClusterSummary,
  DatabaseEvent,
  DatabaseOperation,
  EnvironmentList,
  Health,
  HealthRange,
  Load,
  LogKind,
  LogPage,
  Message,
  Plan,
  Readiness,
  RepositoryHost,
  RestorePlanRequest,
  RestoreRequest,
  RestoreStarted,
  Snapshot,
  SnapshotList,
  SnapshotRequest,
  StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/** Options of every call of {@link AuroraDbApi}. @public */
export interface AuroraDbRequestOptions {
  /** Ends the request. The promise rejects with an `AbortError`. */
  signal?: AbortSignal;
}

/** Every database that the user can see. @public */
export interface DatabaseList {
  items: ClusterSummary[];
  /**
   * Environments whose databases are missing from `items`, because their account could not be read.
   */
  unavailable: Array<{ environment: string; messages: Message[] }>;
}

/** What to read of a database's log. @public */
export interface DatabaseLogQuery {
  kind: LogKind;
  /** ISO 8601. */
  from: string;
  to: string;
  /** Text that the lines contain. */
  search?: string;
  /** Of the page before, to continue it. */
  next?: string;
}

/**
 * The calls of the backend's REST API that the frontend uses. A call rejects with a `ResponseError`
 * of `@backstage/errors` if the backend refuses it (403, 404, 409, 503 …), and with an `Error` if
 * the answer is invalid. `entityRef` is the reference of the database, e.g.
 * `resource:default/goal-mandala-prd`.
 *
 * @public
 */
export interface AuroraDbApi {
  /** Returns the configured environments, and why others cannot be used. */
  getEnvironments(options?: AuroraDbRequestOptions): Promise<EnvironmentList>;
  /** Checks whether the portal can work in an environment. May take some seconds. */
  getReadiness(
    environment: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Readiness>;
  /** Returns the hosts of the integrations, with what prevents publishing to them. */
  getRepositoryHosts(
    options?: AuroraDbRequestOptions,
  ): Promise<RepositoryHost[]>;
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
  /** Returns the database's snapshots, the newest first, and the quota of manual snapshots. */
  getSnapshots(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<SnapshotList>;
  /** Starts a manual snapshot. Returns it with the status `creating`. */
  createSnapshot(
    entityRef: string,
    request: SnapshotRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Snapshot>;
  /** Deletes a manual snapshot permanently. */
  deleteSnapshot(
    entityRef: string,
    snapshotId: string,
    options?: AuroraDbRequestOptions,
  ): Promise<void>;
  /**
   * Plans a deploy. Changes nothing. May take about ten seconds.
   *
   * @param values - the form values of `template:default/goal-mandala-db`
   */
  planDeploy(
    values: Record<string, unknown>,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan>;
  /** Plans a restore. Changes nothing. */
  planRestore(
    entityRef: string,
    request: RestorePlanRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan>;
  /** Starts a restore into a new database. */
  startRestore(
    entityRef: string,
    request: RestoreRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<RestoreStarted>;
  /** Returns the current and recent operations on the database, the newest first. */
  getOperations(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseOperation[]>;
  /** Returns the events that RDS reported about the database over a range, the newest first. */
  getEvents(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseEvent[]>;
  /** Reads a page of the database's log. The backend records each call. */
  getLog(
    entityRef: string,
    query: DatabaseLogQuery,
    options?: AuroraDbRequestOptions,
  ): Promise<LogPage>;
  /** Returns the load of the database over a range, and the statements that cause it. */
  getLoad(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Load>;
  /**
   * Returns a statement as clients sent it, with its values. The backend records who reads it.
   *
   * @param statementId - the `id` of a statement of {@link AuroraDbApi.getLoad}
   */
  getStatementTexts(
    entityRef: string,
    statementId: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<StatementTexts>;
}

/** The client of the backend; a portal can replace it. @public */
export const auroraDbApiRef = createApiRef<AuroraDbApi>({
  id: 'plugin.aurora-db.service',
});
