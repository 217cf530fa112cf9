import type { CatalogService } from '@backstage/plugin-catalog-node';

/** What we ask the catalog, in the name of a caller. */
export type EntityReader = Pick<
  CatalogService,
  'getEntityByRef' | 'getEntitiesByRefs'
>;
