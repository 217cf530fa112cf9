import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Entity } from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { normalizeEntityRef } from './databaseOfStack';

/** What the catalog says about a database. AWS has not confirmed it yet. */
export interface CatalogClaim {
  environment: EnvironmentConfig;
  place: { stackName: string } | { clusterArn: string };
  owner: string | undefined;
}

/**
 * Returns undefined if the entity does not claim to be a database of an environment. An entity that
 * names a stack is a database of the portal, whatever its other annotations say.
 */
export function catalogClaimOf(
  environments: readonly EnvironmentConfig[],
  entity: Entity,
): CatalogClaim | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const stackName = annotations[auroraDbAnnotations.stackName];
  const clusterArn = annotations[auroraDbAnnotations.clusterArn];
  const environment = environments.find(
    ({ name }) => name === annotations[auroraDbAnnotations.environment],
  );
  if (!environment || !(stackName || clusterArn)) {
    return undefined;
  }
  const owner = entity.spec?.owner;
  return {
    environment,
    place: stackName ? { stackName } : { clusterArn: clusterArn ?? '' },
    owner:
      typeof owner === 'string'
        ? normalizeEntityRef(owner, 'group')
        : undefined,
  };
}
