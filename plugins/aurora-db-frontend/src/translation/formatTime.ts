import { cachedFormat } from './cachedFormat';

const dayInMs = 24 * 60 * 60 * 1000;

const timeOnly = cachedFormat(
  language => new Intl.DateTimeFormat(language, { timeStyle: 'short' }),
);
const dateAndTime = cachedFormat(
  language =>
    new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }),
);

/**
 * Formats a time in the browser's time zone. The date is left out within 12 hours from now.
 *
 * @param time - ISO 8601
 * @param others - times beside it, such as the other end of a range. If one of them has a date, this
 *   one has a date, too: it would seem to be of the same day.
 */
export function formatTime(
  time: string,
  language: string,
  others: string[] = [],
): string {
  const isNear = [time, ...others].every(
    at => Math.abs(Date.now() - Date.parse(at)) < dayInMs / 2,
  );
  return (isNear ? timeOnly : dateAndTime)(language).format(new Date(time));
}
