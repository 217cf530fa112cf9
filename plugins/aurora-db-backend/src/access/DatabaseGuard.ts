import {
  createMessage,
  auroraDbTags,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError as BackstageNotAllowedError } from '@backstage/errors';
import { NotAllowedError } from '../ports/errors/userErrors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { Authorizer } from './DefaultAuthorizer';
import { catalogClaimOf } from '../database/catalogClaimOf';
import { normalizeEntityRef } from '../database/databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { entityOfStack } from '../database/entityOfStack';
import type { OwnEntityReader } from '../ports/EntityReader';

/** Decides whether a caller can act on an existing database. */
export class DatabaseGuard {
  readonly #authorizer: Authorizer;
  readonly #catalog: OwnEntityReader;
  readonly #environments: readonly EnvironmentConfig[];

  constructor(
    authorizer: Authorizer,
    catalog: OwnEntityReader,
    environments: readonly EnvironmentConfig[],
  ) {
    this.#authorizer = authorizer;
    this.#catalog = catalog;
    this.#environments = environments;
  }

  /**
   * Resolves if the caller has the permission on the database, and throws a NotAllowedError
   * otherwise. Policies decide by the entity in the catalog. If that entity is not the stack's (any
   * user can register one), they decide by the entity that the stack stands for.
   */
  async require(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entityRef: string,
    stack: DatabaseStack,
  ): Promise<void> {
    const entity = await this.#catalog.findOwn(entityRef);
    const own = entityOfStack(this.#environments, stack);
    if (!entity || this.#isConfirmed(entity, stack)) {
      await this.#authorizer.require(credentials, permission, entityRef);
      return;
    }
    if (
      own &&
      (await this.#authorizer.allowsOn(credentials, permission, own))
    ) {
      return;
    }
    await this.#authorizer.require(credentials, permission, entityRef);
    const claimed = ownerOf(entity.spec?.owner);
    const actual = ownerOf(stack.tags[auroraDbTags.owner]);
    throw new NotAllowedError(
      claimed === actual
        ? createMessage('error.entityOfOther', {
            entityRef,
            stackName: stack.stackName,
          })
        : createMessage('error.ownerDiffers', {
            entityRef,
            claimed: claimed ?? createMessage('error.noOwner'),
            actual: actual ?? createMessage('error.noOwner'),
            stackName: stack.stackName,
          }),
    );
  }

  /**
   * Returns what `find` reads if the caller has the permission on it. Checks the permission first.
   * A caller without it gets the same error if there is no such database: the refusal, or `missing`
   * if the entity in the catalog grants the permission and the database does not.
   */
  async find<T extends { stack: DatabaseStack }>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entityRef: string,
    find: () => Promise<T | undefined>,
    missing: () => Error,
  ): Promise<T> {
    const refusal = await this.#refusalOf(credentials, permission, entityRef);
    if (
      refusal &&
      !(
        (await this.#authorizer.isConditional(credentials, permission)) &&
        (await this.#catalog.findOwn(entityRef))
      )
    ) {
      throw refusal;
    }
    try {
      const found = await find();
      if (found) {
        const { stack } = found;
        await this.require(credentials, permission, entityRef, stack);
        return found;
      }
    } catch (error) {
      throw (
        refusal ??
        (error instanceof BackstageNotAllowedError ? missing() : error)
      );
    }
    throw refusal ?? missing();
  }

  async #refusalOf(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entityRef: string,
  ): Promise<BackstageNotAllowedError | undefined> {
    try {
      await this.#authorizer.require(credentials, permission, entityRef);
      return undefined;
    } catch (error) {
      if (error instanceof BackstageNotAllowedError) {
        return error;
      }
      throw error;
    }
  }

  #isConfirmed(entity: Entity, { stackName, tags }: DatabaseStack): boolean {
    const claim = catalogClaimOf(this.#environments, entity);
    return (
      claim !== undefined &&
      claim.environment.name === tags[auroraDbTags.environment] &&
      'stackName' in claim.place &&
      claim.place.stackName === stackName &&
      claim.owner === ownerOf(tags[auroraDbTags.owner])
    );
  }
}

function ownerOf(owner: unknown): string | undefined {
  return typeof owner === 'string'
    ? normalizeEntityRef(owner, 'group')
    : undefined;
}
