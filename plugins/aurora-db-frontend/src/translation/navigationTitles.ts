import {
  appLanguageApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';

/**
 * The titles of the page, the tab and the home page's card in each language. Backstage reads them as plain text when the
 * portal starts, before it loads translations.
 */
export const navigationTitles = {
  en: {
    databases: 'Databases',
    database: 'Database',
    myDatabases: 'My databases',
  },
  ja: {
    databases: 'データベース',
    database: 'データベース',
    myDatabases: '自分のデータベース',
  },
};

/** Returns a title in the language in which the portal starts. It does not follow later changes. */
export function navigationTitle(
  name: keyof (typeof navigationTitles)['en'],
  apis: ApiHolder,
): string {
  const language = apis.get(appLanguageApiRef)?.getLanguage().language;
  return navigationTitles[language === 'ja' ? 'ja' : 'en'][name];
}
