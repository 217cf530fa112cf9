import { RESOURCE_TYPE_AURORA_DB_ENVIRONMENT } from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Decides whether a caller may do something. Anything but ALLOW is a refusal. */
export interface Authorizer {
  /**
   * Resolves where the caller may, and throws a NotAllowedError otherwise, which names the permission and who can help.
   *
   * @param resourceRef - entity reference for catalog-entity permissions, the environment's name for `aurora-db.environment.deploy`;
   *   required for permissions that have a resource type
   */
  require(
    credentials: BackstageCredentials,
    permission: Permission,
    resourceRef?: string,
  ): Promise<void>;

  /**
   * Those of `items` on whose resource the caller has the permission, in the same order, decided in as few requests as Backstage allows.
   *
   * @param toResourceRef - the resourceRef of an item, as for {@link Authorizer.require}
   */
  filter<T>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    items: readonly T[],
    toResourceRef: (item: T) => string,
  ): Promise<T[]>;
}

/** So many decisions fit into one request: Backstage takes bodies of 100 kB, and one takes about 220 bytes. */
const batchSize = 200;

/** {@link Authorizer} over Backstage's permissions service. */
export class DefaultAuthorizer implements Authorizer {
  readonly #permissions: PermissionsService;

  constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  async require(
    credentials: BackstageCredentials,
    permission: Permission,
    resourceRef?: string,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize(
      [toRequest(permission, resourceRef)],
      { credentials },
    );
    if (decision?.result !== AuthorizeResult.ALLOW) {
      const on = resourceRef ? ` on ${resourceRef}` : '';
      const hasOwner =
        isResourcePermission(permission) &&
        permission.resourceType !== RESOURCE_TYPE_AURORA_DB_ENVIRONMENT;
      throw new NotAllowedError(
        `You lack the permission ${permission.name}${on}: ask ${hasOwner ? 'its owner, or ' : ''}whoever runs this portal`,
      );
    }
  }

  async filter<T>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    items: readonly T[],
    toResourceRef: (item: T) => string,
  ): Promise<T[]> {
    const allowed: T[] = [];
    for (let start = 0; start < items.length; start += batchSize) {
      const batch = items.slice(start, start + batchSize);
      const decisions = await this.#permissions.authorize(
        batch.map(item => ({ permission, resourceRef: toResourceRef(item) })),
        { credentials },
      );
      allowed.push(
        ...batch.filter(
          (_, index) => decisions[index]?.result === AuthorizeResult.ALLOW,
        ),
      );
    }
    return allowed;
  }
}

function toRequest(permission: Permission, resourceRef: string | undefined) {
  if (!isResourcePermission(permission)) {
    return { permission };
  }
  if (!resourceRef) {
    throw new Error(
      `${permission.name} is decided per ${permission.resourceType}: pass a resourceRef`,
    );
  }
  return { permission, resourceRef };
}
