import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { databaseOfStack } from './databaseOfStack';
import type { PortalCluster } from './LocatedCluster';

/** Returns undefined if the stack is not a database of the portal. */
export function toPortalCluster(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
): Omit<PortalCluster, 'readAt'> | undefined {
  const identity = databaseOfStack(environment, stack);
  if (identity.outcome === 'not-ours') {
    return undefined;
  }
  const { name, names, owner, system, restoredFrom } = identity.database;
  return {
    origin: 'portal',
    entityRef: names.entityRef,
    entityName: names.base,
    environment,
    stack,
    names,
    clusterIdentifier: names.clusterIdentifier,
    base: names.base,
    formName: name,
    owner,
    ...(system && { system }),
    ...(restoredFrom && { restoredFrom }),
  };
}
