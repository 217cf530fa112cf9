import {
  createMessage,
  RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '../ports/errors/userErrors';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { meetsConditions } from './entityConditions';

/** Decides whether a caller has a permission. Every decision except ALLOW is a refusal. */
export interface Authorizer {
  /**
   * Resolves if the caller has the permission. Otherwise throws a NotAllowedError that names the
   * permission and who can help.
   *
   * @param resourceRef - entity reference for catalog-entity permissions, and the environment's
   * name for permissions on environments. Permissions that have a resource type require it.
   */
  require(
    credentials: BackstageCredentials,
    permission: Permission,
    resourceRef?: string,
  ): Promise<void>;

  /**
   * Whether the policy could allow the permission on some entities. The caller must then read the
   * entity.
   */
  isConditional(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<boolean>;

  /**
   * Whether the caller has the permission on an entity that is not in the catalog. A policy with a
   * rule that only the catalog knows counts as a refusal.
   */
  allowsOn(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entity: Entity,
  ): Promise<boolean>;

  /**
   * Returns the `items` on whose resource the caller has the permission, in the same order. Makes
   * as few requests as Backstage allows.
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

/**
 * Decisions per request. Backstage accepts bodies of 100 kB, and a decision takes about 220 bytes.
 */
const batchSize = 200;

/** {@link Authorizer} that uses Backstage's permissions service. */
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
      const hasOwner =
        isResourcePermission(permission) &&
        permission.resourceType !== RESOURCE_TYPE_AURORA_DB_ENVIRONMENT;
      throw new NotAllowedError(
        resourceRef
          ? createMessage(hasOwner ? 'error.deniedOnOwned' : 'error.deniedOn', {
              permission: permission.name,
              resource: resourceRef,
            })
          : createMessage('error.denied', { permission: permission.name }),
      );
    }
  }

  async isConditional(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<boolean> {
    const decision = await this.#decide(credentials, permission);
    return decision?.result === AuthorizeResult.CONDITIONAL;
  }

  async allowsOn(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    entity: Entity,
  ): Promise<boolean> {
    const decision = await this.#decide(credentials, permission);
    return decision?.result === AuthorizeResult.CONDITIONAL
      ? meetsConditions(decision.conditions, entity) === true
      : decision?.result === AuthorizeResult.ALLOW;
  }

  async #decide(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<PolicyDecision | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
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
