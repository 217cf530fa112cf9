import type { Entity } from '@backstage/catalog-model';
import { databaseOfStack } from '../../database/databaseOfStack';
import { toEntity } from '../../database/toEntity';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';

/** The entity of a database, as its provider adds it to the catalog. */
export function testEntityOf(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
): Entity {
  const identity = databaseOfStack(environment, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  return toEntity(environment, stack, identity.database);
}
