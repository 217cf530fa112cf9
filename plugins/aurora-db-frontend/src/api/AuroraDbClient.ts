import {
  clusterSchema,
  clusterSummarySchema,
  databaseOperationListSchema,
  healthSchema,
  messageSchema,
  snapshotListSchema,
  snapshotSchema,
  type Cluster,
  type DatabaseOperation,
  type EnvironmentList,
  type Health,
  type HealthRange,
  type Plan,
  type Readiness,
  type RepositoryHost,
  type RestorePlanRequest,
  type RestoreRequest,
  type RestoreStarted,
  type Snapshot,
  type SnapshotList,
  type SnapshotRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';
import type {
  AuroraDbApi,
  AuroraDbRequestOptions,
  DatabaseList,
} from './auroraDbApiRef';

const databasesSchema: z.ZodType<DatabaseList> = z.object({
  items: z.array(clusterSummarySchema),
  unavailable: z
    .array(
      z.object({ environment: z.string(), messages: z.array(messageSchema) }),
    )
    .default([]),
});

/** Calls the aurora-db backend over HTTP and validates its answers. @public */
export class AuroraDbClient implements AuroraDbApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getEnvironments(
    options?: AuroraDbRequestOptions,
  ): Promise<EnvironmentList> {
    const { environmentListSchema } = await import('./formSchemas');
    return this.#get('/environments', environmentListSchema, options);
  }

  async getRepositoryHosts(
    options?: AuroraDbRequestOptions,
  ): Promise<RepositoryHost[]> {
    const { repositoryHostListSchema } = await import('./formSchemas');
    const { items } = await this.#get(
      '/repository-hosts',
      repositoryHostListSchema,
      options,
    );
    return items;
  }

  async getReadiness(
    environment: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Readiness> {
    const path = `/environments/${encodeURIComponent(environment)}/readiness`;
    const { readinessSchema } = await import('./formSchemas');
    return this.#get(path, readinessSchema, options);
  }

  async getDatabases(options?: AuroraDbRequestOptions): Promise<DatabaseList> {
    return this.#get('/clusters', databasesSchema, options);
  }

  async getCluster(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Cluster> {
    return this.#get(clusterPath(entityRef), clusterSchema, options);
  }

  async getHealth(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Health> {
    return this.#get(
      `${clusterPath(entityRef)}/health?range=${range}`,
      healthSchema,
      options,
    );
  }

  async getSnapshots(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<SnapshotList> {
    return this.#get(
      `${clusterPath(entityRef)}/snapshots`,
      snapshotListSchema,
      options,
    );
  }

  async createSnapshot(
    entityRef: string,
    request: SnapshotRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Snapshot> {
    return this.#post(
      `${clusterPath(entityRef)}/snapshots`,
      request,
      snapshotSchema,
      options,
    );
  }

  async deleteSnapshot(
    entityRef: string,
    snapshotId: string,
    options?: AuroraDbRequestOptions,
  ): Promise<void> {
    const path = `${clusterPath(entityRef)}/snapshots/${encodeURIComponent(snapshotId)}`;
    await this.#send('DELETE', path, options);
  }

  async planDeploy(
    values: Record<string, unknown>,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan> {
    const { planSchema } = await import('./formSchemas');
    return this.#post('/deploys/plan', values, planSchema, options);
  }

  async planRestore(
    entityRef: string,
    request: RestorePlanRequest,
    options?: AuroraDbRequestOptions,
  ): Promise<Plan> {
    const { planSchema } = await import('./formSchemas');
    return this.#post(
      `${clusterPath(entityRef)}/restores/plan`,
      request,
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
    return this.#post(
      `${clusterPath(entityRef)}/restores`,
      request,
      restoreStartedSchema,
      options,
    );
  }

  async getOperations(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<DatabaseOperation[]> {
    const { items } = await this.#get(
      `${clusterPath(entityRef)}/operations`,
      databaseOperationListSchema,
      options,
    );
    return items;
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options?: AuroraDbRequestOptions,
  ): Promise<T> {
    const response = await this.#send('GET', path, options);
    return parseAnswer(`GET ${path}`, response, schema);
  }

  async #post<T>(
    path: string,
    body: object,
    schema: z.ZodType<T>,
    options?: AuroraDbRequestOptions,
  ): Promise<T> {
    const response = await this.#send('POST', path, options, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return parseAnswer(`POST ${path}`, response, schema);
  }

  async #send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: AuroraDbRequestOptions = {},
    content: Pick<RequestInit, 'headers' | 'body'> = {},
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('aurora-db');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method,
      signal: options.signal,
      ...content,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

async function parseAnswer<T>(
  call: string,
  response: Response,
  schema: z.ZodType<T>,
): Promise<T> {
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(
      `The answer to ${call} is not what this version of the aurora-db frontend expects; install the same version of its backend: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

function clusterPath(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return `/clusters/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
