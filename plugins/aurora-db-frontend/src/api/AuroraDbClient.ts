import {
  clusterSchema,
  environmentInfoSchema,
  healthSchema,
  type Cluster,
  type EnvironmentInfo,
  type Health,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';
import type { AuroraDbApi, AuroraDbRequestOptions } from './auroraDbApiRef';

const environmentsSchema = z.object({ items: z.array(environmentInfoSchema) });

/**
 * Calls the aurora-db backend over HTTP and checks its answers against the contract.
 *
 * @public
 */
export class AuroraDbClient implements AuroraDbApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getEnvironments(
    options?: AuroraDbRequestOptions,
  ): Promise<EnvironmentInfo[]> {
    const { items } = await this.#get(
      '/environments',
      environmentsSchema,
      options,
    );
    return items;
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

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options: AuroraDbRequestOptions = {},
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('aurora-db');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      signal: options.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) {
      throw new Error(
        `The answer to GET ${path} is not what this version of the aurora-db frontend expects; install the same version of its backend: ${z.prettifyError(parsed.error)}`,
      );
    }
    return parsed.data;
  }
}

function clusterPath(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return `/clusters/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
