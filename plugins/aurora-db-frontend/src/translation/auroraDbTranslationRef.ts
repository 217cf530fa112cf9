import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { englishMessages } from './english/englishMessages';

/**
 * Every text of the plugin, in English and Japanese.
 *
 * @public
 */
export const auroraDbTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db',
  messages: englishMessages,
  translations: { ja: () => import('./japanese/japaneseMessages') },
});
