import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** What we ask the catalog, in the name of a caller. */
export type EntityReader = Pick<
  CatalogService,
  'getEntityByRef' | 'getEntitiesByRefs'
>;

/** What we ask the catalog in our own name: for decisions, never to show it to a caller. */
export interface OwnEntityReader {
  /** Undefined if the catalog has none. */
  findOwn(entityRef: string): Promise<Entity | undefined>;
}
