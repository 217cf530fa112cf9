import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { auroraDbTranslationRef } from './auroraDbTranslationRef';

/** Translates a key of {@link auroraDbTranslationRef}. */
export type Translate = TranslationFunction<typeof auroraDbTranslationRef.T>;

/** The plugin's texts in the portal's language, and that language for numbers and times, e.g. `ja`. */
export function useTexts(): { t: Translate; language: string } {
  const { t } = useTranslationRef(auroraDbTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return { t, language };
}
