import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { englishEnvironmentTexts } from './english/englishEnvironmentTexts';

/** The texts of the page of environments, which only platform engineers load. */
export const environmentsTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.environments',
  messages: englishEnvironmentTexts,
  translations: { ja: () => import('./japanese/japaneseEnvironmentTexts') },
});
