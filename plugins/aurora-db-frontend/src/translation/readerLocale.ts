const languageTag = /^([a-z]{2,3})(-[a-z0-9]+)*$/i;

const languageOf = (locale: string) =>
  languageTag.exec(locale)?.[1]?.toLocaleLowerCase('en-US');

/**
 * The locale that numbers and times are written in: the browser's own, such as `en-GB`, where it is one of the portal's language;
 * else the language.
 *
 * @param language - the portal's, e.g. `en`
 * @param preferred - the reader's locales, best first
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
