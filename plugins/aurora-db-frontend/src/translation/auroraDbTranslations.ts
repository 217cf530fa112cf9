import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { auroraDbTranslationRef } from './auroraDbTranslationRef';

/**
 * The plugin's texts in languages other than English, loaded when they are chosen.
 *
 * @public
 */
export const auroraDbTranslations = createTranslationResource({
  ref: auroraDbTranslationRef,
  translations: { ja: () => import('./japaneseMessages') },
});
