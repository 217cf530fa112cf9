/**
 * Parts of Aurora DB for Backstage that depend on alpha features of Backstage.
 *
 * @packageDocumentation
 */
export { auroraDbCatalogModelLayer } from './catalog/auroraDbCatalogModelLayer';
