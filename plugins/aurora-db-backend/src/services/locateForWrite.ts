import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { Authorizer } from './AuthorizationService';
import type { ClusterLocator, LocatedCluster } from './ClusterLocator';

/**
 * The database of an entity, to a caller who may write to it. Both the catalog and AWS are asked at this moment: what replicas remember
 * may name the owner before. The permission is decided twice: first so that nobody learns what they may not see, then by the owner that
 * the stack confirms.
 *
 * Throws as {@link Authorizer.require} and {@link ClusterLocator.locate} do.
 */
export async function locateForWrite(
  { authorizer, locator }: { authorizer: Authorizer; locator: ClusterLocator },
  entityRef: string,
  permission: ResourcePermission,
  credentials: BackstageCredentials,
): Promise<LocatedCluster> {
  await authorizer.require(credentials, permission, entityRef);
  const located = await locator.locate(entityRef, credentials, { fresh: true });
  await authorizer.require(credentials, permission, entityRef);
  return located;
}
