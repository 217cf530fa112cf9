import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishFormTexts } from './english/englishFormTexts';

/** The texts of the form fields, which load with a template's form. */
export const formTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.form',
  messages: englishFormTexts,
  translations: { ja: () => import('./japanese/japaneseFormTexts') },
});

/** Translates a key of {@link formTranslationRef}. */
export type TranslateForm = TranslationFunction<typeof formTranslationRef.T>;
