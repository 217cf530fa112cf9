const dayInMs = 24 * 60 * 60 * 1000;

/**
 * Formats a time in the browser's time zone. The date is left out within 12 hours from now.
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
