import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { useIsInCatalog } from './useIsInCatalog';

/**
 * The name of an entity. It links to the entity's page if the catalog has the entity: users of AWS
 * tags and owners that were renamed have none.
 *
 * @param props - `isAwaited`: the entity is about to appear
 */
export function CatalogLink(props: { entityRef: string; isAwaited?: boolean }) {
  const { entityRef, isAwaited } = props;
  return useIsInCatalog(entityRef, isAwaited) ? (
    <EntityRefLink entityRef={entityRef} hideIcon />
  ) : (
    <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
  );
}
