import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { environmentsTranslationRef } from '../translation/environmentsTranslationRef';

/** Translates a text of the page of environments. */
export type TranslateEnvironments = TranslationFunction<
  typeof environmentsTranslationRef.T
>;

/** The texts of the page of environments. */
export function useEnvironmentTexts(): TranslateEnvironments {
  return useTranslationRef(environmentsTranslationRef).t;
}
