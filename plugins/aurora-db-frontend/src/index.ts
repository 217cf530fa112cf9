/**
 * The frontend of Aurora DB for Backstage, for the new frontend system.
 *
 * @packageDocumentation
 */
export { auroraDbPlugin as default } from './plugin';
export { auroraDbApiRef } from './api/auroraDbApiRef';
export type {
  AuroraDbApi,
  AuroraDbRequestOptions,
  DatabaseList,
  DatabaseLogQuery,
} from './api/auroraDbApiRef';
export { AuroraDbClient } from './api/AuroraDbClient';
export { auroraDbTranslationRef } from './translation/auroraDbTranslationRef';
