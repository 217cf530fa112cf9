import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { auroraDbTranslationRef } from './auroraDbTranslationRef';
import { readerLocale } from './readerLocale';

/** Translates a key of {@link auroraDbTranslationRef}. */
export type Translate = TranslationFunction<typeof auroraDbTranslationRef.T>;

/**
 * The texts in the portal's language, and the locale for numbers and times, e.g. `ja` or `en-GB`.
 */
export interface Texts {
  t: Translate;
  language: string;
}

/** The texts for a component. */
export function useTexts(): Texts {
  const { t } = useTranslationRef(auroraDbTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return { t, language: readerLocale(language) };
}
