import {
  appLanguageApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';

/**
 * The titles of the page and the tab in each language. Backstage reads them as plain text when the
 * portal starts, before it loads translations.
 */
export const startTitles = {
  en: { databases: 'Databases', database: 'Database' },
  ja: { databases: 'データベース', database: 'データベース' },
};

/** Returns a title in the language in which the portal starts. It does not follow later changes. */
export function startTitle(
  name: keyof (typeof startTitles)['en'],
  apis: ApiHolder,
): string {
  const language = apis.get(appLanguageApiRef)?.getLanguage().language;
  return startTitles[language === 'ja' ? 'ja' : 'en'][name];
}
