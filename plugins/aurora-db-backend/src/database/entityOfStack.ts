import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { databaseOfStack } from './databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { toEntity } from './toEntity';

/**
 * Makes the entity that a stack stands for, as permission policies see it. The catalog has the same
 * entity unless another entity took its name. Returns undefined if the stack is not a database of
 * the portal.
 */
export function entityOfStack(
  environments: readonly EnvironmentConfig[],
  stack: DatabaseStack,
): Entity | undefined {
  const environment = environments.find(
    ({ name }) => name === stack.tags[auroraDbTags.environment],
  );
  if (!environment) {
    return undefined;
  }
  // A stack whose creation failed has no database, but its tags name the owner.
  const named = { ...stack, status: 'CREATE_COMPLETE' };
  const identity = databaseOfStack(environment, named);
  if (identity.outcome === 'not-ours') {
    return undefined;
  }
  const { owner, system } = identity.database;
  return {
    ...toEntity(environment, stack, identity.database),
    relations: [
      { type: RELATION_OWNED_BY, targetRef: owner },
      ...(system ? [{ type: RELATION_PART_OF, targetRef: system }] : []),
    ],
  };
}
