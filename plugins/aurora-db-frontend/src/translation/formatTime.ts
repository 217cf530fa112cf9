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
 */
export function formatTime(time: string, language: string): string {
  const at = new Date(time);
  const isNear = Math.abs(Date.now() - at.getTime()) < dayInMs / 2;
  return (isNear ? timeOnly : dateAndTime)(language).format(at);
}
