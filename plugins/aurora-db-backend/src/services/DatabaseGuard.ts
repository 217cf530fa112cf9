import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { Authorizer } from './AuthorizationService';
import { normalizeEntityRef } from './databaseOfStack';
import type { DatabaseStack } from './DatabaseStacks';
import type { EntityReader } from './EntityReader';

/** Decides whether a caller may act on an existing database. */
export class DatabaseGuard {
  readonly #authorizer: Authorizer;
  readonly #catalog: EntityReader;

  constructor(authorizer: Authorizer, catalog: EntityReader) {
    this.#authorizer = authorizer;
    this.#catalog = catalog;
  }

  /**
   * Resolves where the caller has the permission on the database's entity. Policies decide by that entity's owner, and anybody may
   * register an entity: so it must name the owner that the stack names. Throws a NotAllowedError otherwise.
   */
  async require(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entityRef: string,
    stack: DatabaseStack,
  ): Promise<void> {
    await this.#authorizer.require(credentials, permission, entityRef);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    const claimed = ownerOf(entity?.spec?.owner);
    const actual = ownerOf(stack.tags[auroraDbTags.owner]);
    if (entity && claimed !== actual) {
      throw new NotAllowedError(
        `${entityRef} in the catalog belongs to ${claimed ?? 'nobody'}, but the database belongs to ${actual ?? 'nobody'}: the catalog has yet to follow, or the entity is not that of stack ${stack.stackName}`,
      );
    }
  }
}

function ownerOf(owner: unknown): string | undefined {
  return typeof owner === 'string'
    ? normalizeEntityRef(owner, 'group')
    : undefined;
}
