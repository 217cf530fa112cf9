import { parseEntityRef } from '@backstage/catalog-model';

/** Returns the name of an entity reference. Other texts are returned unchanged. */
export function entityNameOf(entityRef: string): string {
  try {
    return parseEntityRef(entityRef).name;
  } catch {
    return entityRef;
  }
}
