import {
  auroraDbClusterDeletePermission,
  createMessage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { LRUCache } from 'lru-cache';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { Authorizer } from './DefaultAuthorizer';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { ConflictError } from '../ports/errors/userErrors';
import type { ClusterLocator } from '../database/ClusterLocator';
import type { LocatedCluster, LocateOptions } from '../database/LocatedCluster';
import { environmentOfExistingRef } from '../database/databasesOfEntityRef';
import { entityOfDatabase } from '../database/entityOfDatabase';
import type { OwnEntityReader } from '../ports/EntityReader';

/** A squatted name is logged once in this time, in ms: viewers ask for it every minute. */
const warningAge = 3_600_000;
const maxWarnings = 1_000;

/** Finds the database of an entity for callers that have a permission on it. */
export class DatabaseAccess {
  readonly #authorizer: Authorizer;
  readonly #locator: ClusterLocator;
  readonly #catalog: OwnEntityReader;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #warned = new LRUCache<string, true>({
    max: maxWarnings,
    ttl: warningAge,
  });

  constructor(options: {
    authorizer: Authorizer;
    locator: ClusterLocator;
    catalog: OwnEntityReader;
    environments: readonly EnvironmentConfig[];
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#authorizer = options.authorizer;
    this.#locator = options.locator;
    this.#catalog = options.catalog;
    this.#environments = options.environments;
    this.#logger = options.logger;
  }

  /**
   * Checks the permission first, so that callers learn nothing about databases that they cannot
   * see. Throws a NotAllowedError, otherwise the errors of {@link ClusterLocator.locate}.
   *
   * Any user can register an entity under the name of a database. This does not lock out the owner:
   * the policy then decides by the entity that the database's stack stands for.
   */
  async find(
    entityRef: string,
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    options?: LocateOptions,
  ): Promise<LocatedCluster> {
    let refusal: unknown;
    try {
      await this.#authorizer.require(credentials, permission, entityRef);
      const located = await this.#locator.locate(
        entityRef,
        credentials,
        options,
      );
      if (options?.fresh) {
        // Decides again, with the owner that the stack has just confirmed.
        await this.#authorizer.require(credentials, permission, entityRef);
      }
      return located;
    } catch (error) {
      refusal = error;
    }
    const isRefused = refusal instanceof NotAllowedError;
    if (!isRefused && !(refusal instanceof NotFoundError)) {
      throw refusal;
    }
    if (
      isRefused &&
      !(await this.#authorizer.isConditional(credentials, permission))
    ) {
      throw refusal;
    }
    const findSquatted = async (how?: LocateOptions) => {
      const located = await this.#findSquatted(entityRef, how);
      const entity = located && entityOfDatabase(this.#environments, located);
      return entity &&
        (await this.#authorizer.allowsOn(credentials, permission, entity))
        ? located
        : undefined;
    };
    try {
      // An older reading is enough for a refusal, so that refused callers cause few calls to AWS.
      const known = await findSquatted({ allowStale: options?.allowStale });
      const located =
        known && options?.fresh ? await findSquatted(options) : known;
      if (located) {
        return located;
      }
    } catch (error) {
      if (!isRefused || !(error instanceof AwsUnavailableError)) {
        throw error;
      }
    }
    throw refusal;
  }

  /**
   * As {@link DatabaseAccess.find}, for a caller that writes. Reads the catalog and AWS again,
   * because the caches of a replica may still name a previous owner.
   */
  async findForWrite(
    entityRef: string,
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<LocatedCluster> {
    return this.find(entityRef, credentials, permission, { fresh: true });
  }

  /**
   * Throws a ConflictError if an entity reference names a database that the portal did not create.
   * If it could name one, also throws the errors of {@link DatabaseAccess.find}: callers without
   * the permission to delete it learn nothing about it.
   */
  async refuseDeletionOfExisting(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!environmentOfExistingRef(this.#environments, entityRef)) {
      return;
    }
    const { entityName, clusterIdentifier } = await this.findForWrite(
      entityRef,
      credentials,
      auroraDbClusterDeletePermission,
    );
    throw new ConflictError(
      createMessage('error.existingUnchangeable', {
        database: entityName,
        clusterIdentifier,
      }),
    );
  }

  /** Finds the database if another entity in the catalog uses its name. */
  async #findSquatted(
    entityRef: string,
    options?: LocateOptions,
  ): Promise<LocatedCluster | undefined> {
    const entity = this.#locator.canBeDatabase(entityRef)
      ? await this.#catalog.findOwn(entityRef)
      : undefined;
    if (!entity) {
      return undefined;
    }
    const found = await this.#locator.locateByRef(entityRef, options);
    const [located] = found;
    if (!located || found.some(one => this.#locator.isConfirmed(entity, one))) {
      return undefined;
    }
    if (!this.#warned.has(entityRef)) {
      this.#warned.set(entityRef, true);
      const place = located.stack
        ? `stack ${located.stack.stackName}`
        : `cluster ${located.clusterIdentifier}`;
      this.#logger.warn(
        `${entityRef} in the catalog has the name of ${place}, but is not its entity. Remove it from the catalog, so that the database gets its own entity`,
      );
    }
    return located;
  }
}
