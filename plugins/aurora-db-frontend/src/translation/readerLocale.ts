const languageTag = /^([a-z]{2,3})(-[a-z0-9]+)*$/i;

const languageOf = (locale: string) =>
  languageTag.exec(locale)?.[1]?.toLocaleLowerCase('en-US');

/**
 * Returns the locale for numbers and times: the browser's, such as `en-GB`, if it has the portal's
 * language, otherwise the portal's language.
 *
 * @param language - the language of the portal, e.g. `en`
 * @param preferred - the locales of the browser, the preferred one first
 */
export function readerLocale(
  language: string,
  preferred: readonly string[] = navigator.languages,
): string {
  return (
    preferred.find(locale => languageOf(locale) === languageOf(language)) ??
    language
  );
}
