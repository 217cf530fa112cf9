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
import type { EntityReader } from '../ports/EntityReader';
import { defaultKinds } from './readDeployRequest';
import { type StrayEntityRef, strayEntityRefs } from './strayEntityRefs';
import { InputError } from '../ports/userErrors';

/** Decides whether a caller may deploy what a request asks for. */
export class DeployGuard {
  readonly #deployer: Pick<AuroraDeployService, 'findExisting' | 'isOwnWork'>;
  readonly #authorizer: Authorizer;
  readonly #guard: DatabaseGuard;
  readonly #catalog: EntityReader;

  constructor(parts: {
    deployer: Pick<AuroraDeployService, 'findExisting' | 'isOwnWork'>;
    authorizer: Authorizer;
    guard: DatabaseGuard;
    catalog: EntityReader;
  }) {
    this.#deployer = parts.deployer;
    this.#authorizer = parts.authorizer;
    this.#guard = parts.guard;
    this.#catalog = parts.catalog;
  }

  /**
   * Throws a NotAllowedError where the caller may not deploy into the environment, or not change the database of that name, and an
   * InputError where owner or system isn't in the catalog.
   *
   * @param request - with full entity references
   * @param runId - of the run that deploys, which may go on with what it began; undefined for a plan
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

  /** Policies decide by the owner: under one that doesn't exist, nobody could change or delete the database any more. */
  async #requireEntities(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const strays = await strayEntityRefs(this.#catalog, request, credentials);
    if (strays.length === 0) {
      return;
    }
    // What a database has it keeps, though that entity may have gone.
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

  /** Nobody takes over a database by reusing its name, nor changes its owner without the present owner's right. */
  async #requireUpdate(
    request: DeployRequest,
    credentials: BackstageCredentials,
    runId: string | undefined,
  ): Promise<void> {
    const stack = await this.#deployer.findExisting(request);
    if (!stack) {
      return;
    }
    const { entityRef } = databaseNames(request.name, request.environment);
    try {
      await this.#guard.require(
        credentials,
        auroraDbClusterUpdatePermission,
        entityRef,
        stack,
      );
    } catch (error) {
      // After a restart, what this very run began may already look different: a new database, a new owner.
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
