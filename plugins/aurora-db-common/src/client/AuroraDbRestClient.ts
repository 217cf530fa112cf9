// Generated from openapi.yaml by `yarn update-openapi`. Do not edit.
import { z } from 'zod';
import { clusterSchema, type Cluster } from '../answers/Cluster';
import { clusterListSchema, type ClusterList } from '../answers/ClusterList';
import {
  databaseOperationListSchema,
  type DatabaseOperationList,
} from '../answers/DatabaseOperation';
import {
  environmentListSchema,
  type EnvironmentList,
} from '../answers/EnvironmentList';
import { healthSchema, type Health } from '../answers/Health';
import { planSchema, type Plan } from '../answers/Plan';
import { readinessSchema, type Readiness } from '../answers/Readiness';
import { releaseGateSchema, type ReleaseGate } from '../answers/ReleaseGate';
import {
  repositoryHostListSchema,
  type RepositoryHostList,
} from '../answers/RepositoryHost';
import {
  snapshotListSchema,
  snapshotSchema,
  type Snapshot,
  type SnapshotList,
} from '../answers/Snapshot';
import {
  restoreStartedSchema,
  type RestorePlanRequest,
  type RestoreRequest,
  type RestoreStarted,
} from '../requests/RestoreRequest';
import { type SnapshotRequest } from '../requests/SnapshotRequest';

import {
  callRest,
  type RestCallOptions,
  type RestConnection,
} from './callRest';

const emptySchema = z.record(z.string(), z.never());

/**
 * Client of the REST API, for frontends and other backends. Each method throws a `ResponseError` of
 * `@backstage/errors` if the backend refuses the call.
 *
 * @public
 */
export class AuroraDbRestClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  /** The environments of the portal, and why one of them, or all, cannot be used. */
  async getEnvironments(options?: RestCallOptions): Promise<EnvironmentList> {
    return callRest(
      this.#connection,
      { method: 'GET', path: ['environments'], schema: environmentListSchema },
      options,
    );
  }

  /** Whether the portal can work in an environment. */
  async getReadiness(
    request: { path: { name: string } },
    options?: RestCallOptions,
  ): Promise<Readiness> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: ['environments', request.path.name, 'readiness'],
        schema: readinessSchema,
      },
      options,
    );
  }

  /** The hosts that the portal can publish to, and what prevents it. */
  async getRepositoryHosts(
    options?: RestCallOptions,
  ): Promise<RepositoryHostList> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: ['repository-hosts'],
        schema: repositoryHostListSchema,
      },
      options,
    );
  }

  /** What a deploy of these form values would do. Changes nothing. */
  async planDeploy(
    request: { body: Record<string, unknown> },
    options?: RestCallOptions,
  ): Promise<Plan> {
    return callRest(
      this.#connection,
      {
        method: 'POST',
        path: ['deploys', 'plan'],
        body: request.body,
        schema: planSchema,
      },
      options,
    );
  }

  /** Every database that the caller can see. */
  async getClusters(options?: RestCallOptions): Promise<ClusterList> {
    return callRest(
      this.#connection,
      { method: 'GET', path: ['clusters'], schema: clusterListSchema },
      options,
    );
  }

  /** One database as RDS and its stack describe it now. */
  async getCluster(
    request: { path: { namespace: string; name: string } },
    options?: RestCallOptions,
  ): Promise<Cluster> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: ['clusters', request.path.namespace, request.path.name],
        schema: clusterSchema,
      },
      options,
    );
  }

  /** Severity, reasons, alarms and metrics over a range. Also 200 if AWS gives no answer. */
  async getHealth(
    request: {
      path: { namespace: string; name: string };
      query?: { range?: string | number };
    },
    options?: RestCallOptions,
  ): Promise<Health> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: ['clusters', request.path.namespace, request.path.name, 'health'],
        query: request.query,
        schema: healthSchema,
      },
      options,
    );
  }

  /** The snapshots of the database, the newest first. */
  async getSnapshots(
    request: { path: { namespace: string; name: string } },
    options?: RestCallOptions,
  ): Promise<SnapshotList> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'snapshots',
        ],
        schema: snapshotListSchema,
      },
      options,
    );
  }

  /** Starts a manual snapshot. */
  async createSnapshot(
    request: {
      path: { namespace: string; name: string };
      body: SnapshotRequest;
    },
    options?: RestCallOptions,
  ): Promise<Snapshot> {
    return callRest(
      this.#connection,
      {
        method: 'POST',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'snapshots',
        ],
        body: request.body,
        schema: snapshotSchema,
      },
      options,
    );
  }

  /** Deletes a manual snapshot of this database. */
  async deleteSnapshot(
    request: { path: { namespace: string; name: string; id: string } },
    options?: RestCallOptions,
  ): Promise<Record<string, never>> {
    return callRest(
      this.#connection,
      {
        method: 'DELETE',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'snapshots',
          request.path.id,
        ],
        schema: emptySchema,
      },
      options,
    );
  }

  /** What a restore into a new database would do. Changes nothing. */
  async planRestore(
    request: {
      path: { namespace: string; name: string };
      body: RestorePlanRequest;
    },
    options?: RestCallOptions,
  ): Promise<Plan> {
    return callRest(
      this.#connection,
      {
        method: 'POST',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'restores',
          'plan',
        ],
        body: request.body,
        schema: planSchema,
      },
      options,
    );
  }

  /** Starts a restore into a new database. Never changes the source. */
  async startRestore(
    request: {
      path: { namespace: string; name: string };
      body: RestoreRequest;
    },
    options?: RestCallOptions,
  ): Promise<RestoreStarted> {
    return callRest(
      this.#connection,
      {
        method: 'POST',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'restores',
        ],
        body: request.body,
        schema: restoreStartedSchema,
      },
      options,
    );
  }

  /** Running operations, and those of the last 30 days, the newest first. */
  async getOperations(
    request: { path: { namespace: string; name: string } },
    options?: RestCallOptions,
  ): Promise<DatabaseOperationList> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'operations',
        ],
        schema: databaseOperationListSchema,
      },
      options,
    );
  }

  /** Whether a release may go ahead. Also 200 if it may not. */
  async getReleaseGate(
    request: {
      path: { namespace: string; name: string };
      query?: { maxAgeMinutes?: string | number };
    },
    options?: RestCallOptions,
  ): Promise<ReleaseGate> {
    return callRest(
      this.#connection,
      {
        method: 'GET',
        path: [
          'clusters',
          request.path.namespace,
          request.path.name,
          'release-gate',
        ],
        query: request.query,
        schema: releaseGateSchema,
      },
      options,
    );
  }
}
