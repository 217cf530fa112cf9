import { parseEntityRef } from '@backstage/catalog-model';

/** What a person calls an entity: its name; anything that isn't an entity reference stays as it is. */
export function entityNameOf(entityRef: string): string {
  try {
    return parseEntityRef(entityRef).name;
  } catch {
    return entityRef;
  }
}
