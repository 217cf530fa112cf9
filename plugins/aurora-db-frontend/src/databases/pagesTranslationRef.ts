import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishPageTexts } from './englishPageTexts';

/** The texts of the tab and the pages. The cards load without them. */
export const pagesTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.pages',
  messages: englishPageTexts,
  translations: { ja: () => import('./japanesePageTexts') },
});

/** Translates a key of {@link pagesTranslationRef}. */
export type TranslatePage = TranslationFunction<typeof pagesTranslationRef.T>;
