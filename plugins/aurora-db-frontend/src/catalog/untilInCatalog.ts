import type { CatalogApi } from '@backstage/plugin-catalog-react';

const readEveryMs = 2_000;
/** CloudFormation needs seconds for the change set of a new stack, and minutes if it is throttled. */
const patienceMs = 5 * 60_000;

/**
 * Waits until the catalog has an entity that the user can see. Resolves with whether it has: the
 * stack can fail first, and the user may lack the permission to read the entity.
 */
export async function untilInCatalog(
  api: CatalogApi,
  entityRef: string,
): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    // A catalog that does not answer is asked again.
    const entity = await api.getEntityByRef(entityRef).catch(() => undefined);
    if (entity) {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, readEveryMs));
  }
  return false;
}
