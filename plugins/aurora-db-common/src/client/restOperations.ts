// Generated from openapi.yaml by `yarn update-openapi`. Do not edit.
import type { Cluster } from '../answers/Cluster';
import type { ClusterList } from '../answers/ClusterList';
import type { DatabaseEventList } from '../answers/DatabaseEvent';
import type { DatabaseOperationList } from '../answers/DatabaseOperation';
import type { EnvironmentList } from '../answers/EnvironmentList';
import type { Health } from '../answers/Health';
import type { Load, StatementTexts } from '../answers/Load';
import type { LogPage } from '../answers/LogPage';
import type { Plan } from '../answers/Plan';
import type { Readiness } from '../answers/Readiness';
import type { ReleaseGate } from '../answers/ReleaseGate';
import type { RepositoryHostList } from '../answers/RepositoryHost';
import type { Snapshot, SnapshotList } from '../answers/Snapshot';
import type {
  RestorePlanRequest,
  RestoreRequest,
  RestoreStarted,
} from '../requests/RestoreRequest';
import type { SnapshotRequest } from '../requests/SnapshotRequest';

/** The operations of the REST API, by their `operationId`. @public */
export interface RestOperations {
  /** The environments of the portal, and why one of them, or all, cannot be used. */
  getEnvironments: { request: Record<string, never>; answer: EnvironmentList };
  /** Whether the portal can work in an environment. */
  getReadiness: { request: { path: { name: string } }; answer: Readiness };
  /** The hosts that the portal can publish to, and what prevents it. */
  getRepositoryHosts: {
    request: Record<string, never>;
    answer: RepositoryHostList;
  };
  /** What a deploy of these form values would do. Changes nothing. */
  planDeploy: { request: { body: Record<string, unknown> }; answer: Plan };
  /** Every database that the caller can see. */
  getClusters: { request: Record<string, never>; answer: ClusterList };
  /** One database as RDS and its stack describe it now. */
  getCluster: {
    request: { path: { namespace: string; name: string } };
    answer: Cluster;
  };
  /** Severity, reasons, alarms and metrics over a range. Also 200 if AWS gives no answer. */
  getHealth: {
    request: {
      path: { namespace: string; name: string };
      query?: { range?: string | number };
    };
    answer: Health;
  };
  /** The snapshots of the database, the newest first. */
  getSnapshots: {
    request: { path: { namespace: string; name: string } };
    answer: SnapshotList;
  };
  /** Starts a manual snapshot. */
  createSnapshot: {
    request: {
      path: { namespace: string; name: string };
      body: SnapshotRequest;
    };
    answer: Snapshot;
  };
  /** Deletes a manual snapshot of this database. */
  deleteSnapshot: {
    request: { path: { namespace: string; name: string; id: string } };
    answer: unknown;
  };
  /** What a restore into a new database would do. Changes nothing. */
  planRestore: {
    request: {
      path: { namespace: string; name: string };
      body: RestorePlanRequest;
    };
    answer: Plan;
  };
  /** Starts a restore into a new database. Never changes the source. */
  startRestore: {
    request: {
      path: { namespace: string; name: string };
      body: RestoreRequest;
    };
    answer: RestoreStarted;
  };
  /** Running operations, and those of the last 30 days, the newest first. */
  getOperations: {
    request: { path: { namespace: string; name: string } };
    answer: DatabaseOperationList;
  };
  /** Whether a release may go ahead. Also 200 if it may not. */
  getReleaseGate: {
    request: {
      path: { namespace: string; name: string };
      query?: { maxAgeMinutes?: string | number };
    };
    answer: ReleaseGate;
  };
  /** Average active sessions over a range by wait and by statement, without values. Also 200 if there is no data. */
  getLoad: {
    request: {
      path: { namespace: string; name: string };
      query?: { range?: string | number };
    };
    answer: Load;
  };
  /** The full texts behind a statement of the load. They contain data. Audited. */
  getStatementTexts: {
    request: {
      path: { namespace: string; name: string; statementId: string };
      query?: { range?: string | number };
    };
    answer: StatementTexts;
  };
  /** A page of the log with groups of errors, slow statements or all lines. It contains data. Audited. Also 200 if there is no log. */
  getLog: {
    request: {
      path: { namespace: string; name: string };
      query?: {
        kind?: string | number;
        from?: string | number;
        to?: string | number;
        search?: string | number;
        next?: string | number;
      };
    };
    answer: LogPage;
  };
  /** The events that RDS reports about the database and its instances, the newest first. */
  getEvents: {
    request: {
      path: { namespace: string; name: string };
      query?: { range?: string | number };
    };
    answer: DatabaseEventList;
  };
}

/** The method and the path of each operation. */
export const restOperations: Record<keyof RestOperations, string> = {
  getEnvironments: 'GET /environments',
  getReadiness: 'GET /environments/{name}/readiness',
  getRepositoryHosts: 'GET /repository-hosts',
  planDeploy: 'POST /deploys/plan',
  getClusters: 'GET /clusters',
  getCluster: 'GET /clusters/{namespace}/{name}',
  getHealth: 'GET /clusters/{namespace}/{name}/health',
  getSnapshots: 'GET /clusters/{namespace}/{name}/snapshots',
  createSnapshot: 'POST /clusters/{namespace}/{name}/snapshots',
  deleteSnapshot: 'DELETE /clusters/{namespace}/{name}/snapshots/{id}',
  planRestore: 'POST /clusters/{namespace}/{name}/restores/plan',
  startRestore: 'POST /clusters/{namespace}/{name}/restores',
  getOperations: 'GET /clusters/{namespace}/{name}/operations',
  getReleaseGate: 'GET /clusters/{namespace}/{name}/release-gate',
  getLoad: 'GET /clusters/{namespace}/{name}/load',
  getStatementTexts:
    'GET /clusters/{namespace}/{name}/load/statements/{statementId}',
  getLog: 'GET /clusters/{namespace}/{name}/log',
  getEvents: 'GET /clusters/{namespace}/{name}/events',
};
