import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { englishMessages } from './englishMessages';

/**
 * Every text of the plugin, in English and Japanese.
 *
 * @public
 */
export const auroraDbTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db',
  messages: englishMessages,
  translations: { ja: () => import('./japaneseMessages') },
});
