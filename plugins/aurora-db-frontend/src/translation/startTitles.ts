import {
  appLanguageApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';

/**
 * The titles of page and tab, which Backstage takes as plain text when the portal starts, before any translation is loaded. By language.
 */
export const startTitles = {
  en: { databases: 'Databases', database: 'Database' },
  ja: { databases: 'データベース', database: 'データベース' },
};

/** A title in the language that the portal starts in; who changes the language reads it after the next start. */
export function startTitle(
  name: keyof (typeof startTitles)['en'],
  apis: ApiHolder,
): string {
  const language = apis.get(appLanguageApiRef)?.getLanguage().language;
  return startTitles[language === 'ja' ? 'ja' : 'en'][name];
}
