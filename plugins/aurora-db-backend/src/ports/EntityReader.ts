import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Reads the catalog on behalf of a caller. */
export type EntityReader = Pick<
  CatalogService,
  'getEntityByRef' | 'getEntitiesByRefs'
>;

/**
 * Reads the catalog in the backend's name. The result is only for decisions and must not be shown
 * to a caller.
 */
export interface OwnEntityReader {
  /** Returns undefined if the catalog has no such entity. */
  findOwn(entityRef: string): Promise<Entity | undefined>;
}
