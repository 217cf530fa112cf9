import {
  createTranslationRef,
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishLoadTexts } from './englishLoadTexts';

/** The texts of the load and the statements, which the tab loads with them. */
const insightTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.insight',
  messages: englishLoadTexts,
  translations: { ja: () => import('./japaneseLoadTexts') },
});

/** Translates a key of {@link insightTranslationRef}. */
export type TranslateInsight = TranslationFunction<
  typeof insightTranslationRef.T
>;

/** The texts of the load and the statements. */
export function useInsightTexts(): TranslateInsight {
  return useTranslationRef(insightTranslationRef).t;
}
