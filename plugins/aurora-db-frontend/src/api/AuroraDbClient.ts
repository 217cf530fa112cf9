import {
  AuroraDbRestClient,
  clusterListSchema,
  clusterSchema,
  databaseOperationListSchema,
  healthSchema,
  snapshotListSchema,
  snapshotSchema,
  type Cluster,
  type DatabaseEvent,
  type DatabaseOperation,
  type EnvironmentList,
  type Health,
  type HealthRange,
  type Load,
  type LogPage,
  type Plan,
  type Readiness,
  type RepositoryHost,
  type RestorePlanRequest,
  type RestoreRequest,
  type RestoreStarted,
  type Snapshot,
  type SnapshotList,
  type SnapshotRequest,
  type StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';
import type {
  AuroraDbApi,
  AuroraDbRequestOptions,
  DatabaseList,
  DatabaseLogQuery,
} from './auroraDbApiRef';

/** Calls the aurora-db backend over HTTP and validates its answers. @public */
export class AuroraDbClient implements AuroraDbApi {
  readonly #rest: AuroraDbRestClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#rest = new AuroraDbRestClient({
      ...options,
      caller: 'aurora-db frontend',
    });
  }

  async getEnvironments(
    options?: AuroraDbRequestOptions,
  ): Promise<EnvironmentList> {
    const { environmentListSchema } = await import('./formSchemas');
    return this.#rest.call(
      'getEnvironments',
      {},
      environmentListSchema,
      options,
    );
  }

  async getRepositoryHosts(
    options?: AuroraDbRequestOptions,
  ): Promise<RepositoryHost[]> {
    const { repositoryHostListSchema } = await import('./formSchemas');
    const { items } = await this.#rest.call(
      'getRepositoryHosts',
      {},
      repositoryHostListSchema,
      options,
    );
    return items;
  }

  async getReadiness(
    environment: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Readiness> {
    const { readinessSchema } = await import('./formSchemas');
    const path = { name: environment };
    return this.#rest.call('getReadiness', { path }, readinessSchema, options);
  }

  async getDatabases(options?: AuroraDbRequestOptions): Promise<DatabaseList> {
    const { items, unavailable = [] } = await this.#rest.call(
      'getClusters',
      {},
      clusterListSchema,
      options,
    );
    return { items, unavailable };
  }

  async getCluster(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Cluster> {
    const path = parseEntityRef(entityRef);
    return this.#rest.call('getCluster', { path }, clusterSchema, options);
  }

  async getHealth(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Health> {
    return this.#rest.call(
      'getHealth',
      { path: parseEntityRef(entityRef), query: { range } },
      healthSchema,
      options,
    );
  }

  async getSnapshots(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<SnapshotList> {
    const path = parseEntityRef(entityRef);
    return this.#rest.call(
      'getSnapshots',
      { path },
      snapshotListSchema,
      options,
    );
  }

  async createSnapshot(
    entityRef: string,
    request: SnapshotRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Snapshot> {
    return this.#rest.call(
      'createSnapshot',
      { path: parseEntityRef(entityRef), body: request },
      snapshotSchema,
      options,
    );
  }

  async deleteSnapshot(
    entityRef: string,
    snapshotId: string,
    options?: AuroraDbRequestOptions,
  ): Promise<void> {
    const path = { ...parseEntityRef(entityRef), id: snapshotId };
    await this.#rest.call('deleteSnapshot', { path }, z.unknown(), options);
  }

  async planDeploy(
    values: Record<string, unknown>,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan> {
    const { planSchema } = await import('./formSchemas');
    return this.#rest.call('planDeploy', { body: values }, planSchema, options);
  }

  async planRestore(
    entityRef: string,
    request: RestorePlanRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan> {
    const { planSchema } = await import('./formSchemas');
    return this.#rest.call(
      'planRestore',
      { path: parseEntityRef(entityRef), body: request },
      planSchema,
      options,
    );
  }

  async startRestore(
    entityRef: string,
    request: RestoreRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<RestoreStarted> {
    const { restoreStartedSchema } = await import('./formSchemas');
    return this.#rest.call(
      'startRestore',
      { path: parseEntityRef(entityRef), body: request },
      restoreStartedSchema,
      options,
    );
  }

  async getOperations(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseOperation[]> {
    const { items } = await this.#rest.call(
      'getOperations',
      { path: parseEntityRef(entityRef) },
      databaseOperationListSchema,
      options,
    );
    return items;
  }

  async getLoad(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Load> {
    const { loadSchema } = await import('./insightSchemas');
    return this.#rest.call(
      'getLoad',
      { path: parseEntityRef(entityRef), query: { range } },
      loadSchema,
      options,
    );
  }

  async getStatementTexts(
    entityRef: string,
    statementId: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<StatementTexts> {
    const { statementTextsSchema } = await import('./insightSchemas');
    const path = { ...parseEntityRef(entityRef), statementId };
    return this.#rest.call(
      'getStatementTexts',
      { path, query: { range } },
      statementTextsSchema,
      options,
    );
  }
  async getEvents(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseEvent[]> {
    const { databaseEventListSchema } = await import('./eventSchemas');
    const { items } = await this.#rest.call(
      'getEvents',
      { path: parseEntityRef(entityRef), query: { range } },
      databaseEventListSchema,
      options,
    );
    return items;
  }

  async getLog(
    entityRef: string,
    query: DatabaseLogQuery,
    options?: AuroraDbRequestOptions,
  ): Promise<LogPage> {
    const { logPageSchema } = await import('./eventSchemas');
    return this.#rest.call(
      'getLog',
      { path: parseEntityRef(entityRef), query: { ...query } },
      logPageSchema,
      options,
    );
  }
}
