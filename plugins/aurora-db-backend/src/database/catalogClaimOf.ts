import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Entity } from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { normalizeEntityRef } from './databaseOfStack';

/** What the catalog says about a database. The stack has not confirmed it yet. */
export interface CatalogClaim {
  environment: EnvironmentConfig;
  stackName: string;
  owner: string | undefined;
}

/** Returns undefined if the entity does not claim to be a database of an environment. */
export function catalogClaimOf(
  environments: readonly EnvironmentConfig[],
  entity: Entity,
): CatalogClaim | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const stackName = annotations[auroraDbAnnotations.stackName];
  const environment = environments.find(
    ({ name }) => name === annotations[auroraDbAnnotations.environment],
  );
  if (!environment || !stackName) {
    return undefined;
  }
  const owner = entity.spec?.owner;
  return {
    environment,
    stackName,
    owner:
      typeof owner === 'string'
        ? normalizeEntityRef(owner, 'group')
        : undefined,
  };
}
