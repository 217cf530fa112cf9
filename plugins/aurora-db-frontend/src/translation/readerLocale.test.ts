import { formatTime } from './formatTime';
import { readerLocale } from './readerLocale';

describe('readerLocale', () => {
  it.each([
    ['en', ['en-GB', 'en'], 'en-GB'],
    ['en', ['ja', 'en-AU'], 'en-AU'],
    ['ja', ['en-GB', 'ja-JP'], 'ja-JP'],
    ['ja', ['en-GB'], 'ja'],
    // Chromium's locale if the system's is C. No Intl function accepts it.
    ['en', ['en-US@posix'], 'en'],
    ['en', [], 'en'],
  ])(
    'of a portal in %s for a browser that prefers %j is %s',
    (language, preferred, locale) => {
      expect(readerLocale(language, preferred)).toBe(locale);
    },
  );

  it('writes times as the reader does', () => {
    const evening = new Date();
    evening.setHours(20, 53, 0, 0);
    const written = (preferred: string[]) =>
      formatTime(evening.toISOString(), readerLocale('en', preferred));
    expect(written(['en-GB'])).toMatch(/20:53$/);
    expect(written(['en-US'])).toMatch(/8:53\sPM$/);
  });
});
