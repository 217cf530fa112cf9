import {
  appLanguageApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';

/**
 * The titles of the page and the tab in each language. Backstage reads them as plain text when the
 * portal starts, before it loads translations.
 */
export const navigationTitles = {
  en: { databases: 'Databases', database: 'Database' },
  ja: { databases: 'データベース', database: 'データベース' },
};

/** Returns a title in the language in which the portal starts. It does not follow later changes. */
export function navigationTitle(
  name: keyof (typeof navigationTitles)['en'],
  apis: ApiHolder,
): string {
  const language = apis.get(appLanguageApiRef)?.getLanguage().language;
  return navigationTitles[language === 'ja' ? 'ja' : 'en'][name];
}
