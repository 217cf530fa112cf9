import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import { normalizeEntityRef } from '../../database/databaseOfStack';

/**
 * The conditional half of a policy that allows the owner of an entity, with the condition
 * `isEntityOwner` of Backstage's catalog.
 *
 * @param claims - what the caller owns, or entities, whose owners the caller is
 */
export function ownerPolicy(
  claims: readonly string[] | readonly Entity[],
  isAllowed: (request: QueryPermissionRequest) => boolean = () => true,
): PermissionsService['authorizeConditional'] {
  const owned = claims.flatMap(claim => {
    const owner = typeof claim === 'string' ? claim : claim.spec?.owner;
    const ref =
      typeof owner === 'string'
        ? normalizeEntityRef(owner, 'group')
        : undefined;
    return ref ? [ref] : [];
  });
  return async requests =>
    requests.map(request =>
      isAllowed(request)
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: {
              resourceType: 'catalog-entity',
              rule: 'IS_ENTITY_OWNER',
              params: { claims: owned },
            },
          }
        : { result: AuthorizeResult.DENY },
    );
}
