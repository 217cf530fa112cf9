/**
 * Formats a time to the second with its date and zone, e.g. `23 Nov 2026, 14:31:05 GMT+9`.
 *
 * @param time - ISO 8601
 * @param timeZone - IANA name; default: the browser's
 */
export function formatMoment(
  time: string,
  language: string,
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone,
  }).format(new Date(time));
}
