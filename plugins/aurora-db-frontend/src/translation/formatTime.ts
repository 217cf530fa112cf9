const dayInMs = 24 * 60 * 60 * 1000;

/**
 * A time as a person would write it, in the browser's time zone: with the date unless it is within half a day.
 *
 * @param time - ISO 8601
 */
export function formatTime(time: string, language: string): string {
  const at = new Date(time);
  const isNear = Math.abs(Date.now() - at.getTime()) < dayInMs / 2;
  return new Intl.DateTimeFormat(
    language,
    isNear
      ? { timeStyle: 'short' }
      : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(at);
}
