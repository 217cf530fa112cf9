import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishLogTexts } from './englishLogTexts';

/** The texts of the page of the log, which load with it. */
export const logTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.log',
  messages: englishLogTexts,
  translations: { ja: () => import('./japaneseLogTexts') },
});

/** Translates a key of {@link logTranslationRef}. */
export type TranslateLog = TranslationFunction<typeof logTranslationRef.T>;
