import {
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbTags,
  databaseNames,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError as BackstageNotAllowedError } from '@backstage/errors';
import type { AuroraDeployService } from './AuroraDeployService';
import type { Authorizer } from '../access/DefaultAuthorizer';
import type { DatabaseGuard } from '../access/DatabaseGuard';
import { normalizeEntityRef } from '../database/databaseOfStack';
import { environmentConfig } from '../config/environmentConfig';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import type { EntityReader } from '../ports/EntityReader';
import { defaultKinds } from './readDeployRequest';
import { type StrayEntityRef, strayEntityRefs } from './strayEntityRefs';
import { InputError } from '../ports/errors/userErrors';

/** Decides whether a caller is allowed to deploy a request. */
export class DeployGuard {
  readonly #deployer: Pick<AuroraDeployService, 'findExisting' | 'isOwnWork'>;
  readonly #authorizer: Authorizer;
  readonly #guard: DatabaseGuard;
  readonly #catalog: EntityReader;
  readonly #config: AuroraDbConfig;

  constructor(parts: {
    deployer: Pick<AuroraDeployService, 'findExisting' | 'isOwnWork'>;
    authorizer: Authorizer;
    guard: DatabaseGuard;
    catalog: EntityReader;
    config: AuroraDbConfig;
  }) {
    this.#deployer = parts.deployer;
    this.#authorizer = parts.authorizer;
    this.#guard = parts.guard;
    this.#catalog = parts.catalog;
    this.#config = parts.config;
  }

  /**
   * Throws a NotAllowedError if the caller is not allowed to deploy into the environment, or to
   * change the database of that name. Throws an InputError if owner or system is not in the
   * catalog.
   *
   * @param request - with full entity references
   * @param runId - of the run that deploys, which can resume its own operation; undefined for a
   *   plan
   */
  async require(
    request: DeployRequest,
    credentials: BackstageCredentials,
    runId?: string,
  ): Promise<void> {
    await this.#authorizer.require(
      credentials,
      auroraDbEnvironmentDeployPermission,
      request.environment,
    );
    await this.#requireEntities(request, credentials);
    await this.#requireUpdate(request, credentials, runId);
  }

  /**
   * Policies decide by the owner: if it does not exist, no user is allowed to change or delete the
   * database.
   */
  async #requireEntities(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const strays = await strayEntityRefs(this.#catalog, request, credentials);
    if (strays.length === 0) {
      return;
    }
    // A database keeps its owner and system, even if the entity no longer exists.
    const tags = (await this.#deployer.findExisting(request))?.tags;
    const isKept = ({ field, entityRef }: StrayEntityRef) =>
      normalizeEntityRef(
        tags?.[auroraDbTags[field]] ?? '',
        defaultKinds[field],
      ) === entityRef;
    const problems = strays.filter(stray => !isKept(stray));
    if (problems.length > 0) {
      throw new InputError(...problems.map(({ problem }) => problem));
    }
  }

  /**
   * A caller who reuses a name or changes the owner needs the permission on the existing database.
   */
  async #requireUpdate(
    request: DeployRequest,
    credentials: BackstageCredentials,
    runId: string | undefined,
  ): Promise<void> {
    const stack = await this.#deployer.findExisting(request);
    if (!stack) {
      return;
    }
    const { entityRef } = databaseNames(
      request.name,
      environmentConfig(this.#config, request.environment),
    );
    try {
      await this.#guard.require(
        credentials,
        auroraDbClusterUpdatePermission,
        entityRef,
        stack,
      );
    } catch (error) {
      // After a restart, the operation of this run may have created the database or changed its
      // owner.
      if (
        !(error instanceof BackstageNotAllowedError) ||
        runId === undefined ||
        !(await this.#deployer.isOwnWork(request, runId, stack))
      ) {
        throw error;
      }
    }
  }
}
