import { formatLogRange, formatLogTime } from './formatLogTime';

describe('formatLogTime', () => {
  const from = '2026-11-29T20:28:00Z';
  const to = '2026-11-29T20:43:05Z';

  it('has the second and no zone', () => {
    expect(formatLogTime(to, 'en-GB')).toMatch(/ 2026, \d\d:\d\d:05$/);
  });

  it.each([
    ['en-GB', / 2026, [\d:]+\s–\s[\d:]+$/],
    ['ja', /^[\d/]+ [\d:]+～[\d:]+$/],
  ])('has a date once in %s if it is the same', (language, text) => {
    expect(formatLogRange({ from, to }, language)).toMatch(text);
  });
});
