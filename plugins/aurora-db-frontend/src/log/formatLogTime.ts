/** The page of the log names the time zone once, so that it is not repeated with each time. */
const formatOf = (language: string) =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });

/**
 * Formats a time of the log to the second, in the browser's time zone.
 *
 * @param time - ISO 8601
 */
export function formatLogTime(time: string, language: string): string {
  return formatOf(language).format(new Date(time));
}

/** Formats the time that the page shows. The date is there once if it is the same. */
export function formatLogRange(
  { from, to }: { from: string; to: string },
  language: string,
): string {
  return formatOf(language).formatRange(new Date(from), new Date(to));
}
