// Generated from openapi.yaml by `yarn update-openapi`. Do not edit.
import type {
  Cluster,
  ClusterList,
  DatabaseEventList,
  DatabaseOperationList,
  EnvironmentList,
  Health,
  Load,
  LogPage,
  Plan,
  Readiness,
  ReleaseGate,
  RepositoryHostList,
  RestoreStarted,
  Snapshot,
  SnapshotList,
  StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** The operations of the REST API, for a typed router. */
export type EndpointMap = {
  '#get|/environments': {
    path: Record<string, never>;
    query: Record<string, never>;
    response: EnvironmentList;
  };
  '#get|/environments/{name}/readiness': {
    path: { name: string };
    query: Record<string, never>;
    response: Readiness;
  };
  '#get|/repository-hosts': {
    path: Record<string, never>;
    query: Record<string, never>;
    response: RepositoryHostList;
  };
  '#post|/deploys/plan': {
    path: Record<string, never>;
    query: Record<string, never>;
    body: Record<string, unknown>;
    response: Plan;
  };
  '#get|/clusters': {
    path: Record<string, never>;
    query: Record<string, never>;
    response: ClusterList;
  };
  '#get|/clusters/{namespace}/{name}': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    response: Cluster;
  };
  '#get|/clusters/{namespace}/{name}/health': {
    path: { namespace: string; name: string };
    query: { range?: string };
    response: Health | string;
  };
  '#get|/clusters/{namespace}/{name}/snapshots': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    response: SnapshotList;
  };
  '#post|/clusters/{namespace}/{name}/snapshots': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    body: Record<string, unknown>;
    response: Snapshot;
  };
  '#_delete|/clusters/{namespace}/{name}/snapshots/{id}': {
    path: { namespace: string; name: string; id: string };
    query: Record<string, never>;
    response: Record<string, never>;
  };
  '#post|/clusters/{namespace}/{name}/restores/plan': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    body: Record<string, unknown>;
    response: Plan;
  };
  '#post|/clusters/{namespace}/{name}/restores': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    body: Record<string, unknown>;
    response: RestoreStarted;
  };
  '#get|/clusters/{namespace}/{name}/operations': {
    path: { namespace: string; name: string };
    query: Record<string, never>;
    response: DatabaseOperationList;
  };
  '#get|/clusters/{namespace}/{name}/release-gate': {
    path: { namespace: string; name: string };
    query: { maxAgeMinutes?: string };
    response: ReleaseGate;
  };
  '#get|/clusters/{namespace}/{name}/load': {
    path: { namespace: string; name: string };
    query: { range?: string };
    response: Load;
  };
  '#get|/clusters/{namespace}/{name}/load/statements/{statementId}': {
    path: { namespace: string; name: string; statementId: string };
    query: { range?: string };
    response: StatementTexts;
  };
  '#get|/clusters/{namespace}/{name}/log': {
    path: { namespace: string; name: string };
    query: {
      kind?: string;
      from?: string;
      to?: string;
      search?: string;
      next?: string;
    };
    response: LogPage;
  };
  '#get|/clusters/{namespace}/{name}/events': {
    path: { namespace: string; name: string };
    query: { range?: string };
    response: DatabaseEventList;
  };
};
