import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { entityOfStack } from './entityOfStack';
import type { LocatedCluster } from './LocatedCluster';
import { toExistingEntity } from './existing/toExistingEntity';

/**
 * Makes the entity that a database stands for, as permission policies see it. The catalog has the
 * same entity unless another entity took its name.
 */
export function entityOfDatabase(
  environments: readonly EnvironmentConfig[],
  located: LocatedCluster,
): Entity | undefined {
  if (located.origin === 'portal') {
    return entityOfStack(environments, located.stack);
  }
  const { owner, system } = located;
  return {
    ...toExistingEntity(located),
    relations: [
      { type: RELATION_OWNED_BY, targetRef: owner },
      ...(system ? [{ type: RELATION_PART_OF, targetRef: system }] : []),
    ],
  };
}
