import { messageTexts } from '@aurora-db/backstage-plugin-aurora-db-common';
import { englishMessages } from './englishMessages';
import japaneseMessages from './japaneseMessages';

const english: Record<string, string> = englishMessages;
const japanese: Record<string, string> = japaneseMessages;
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the translations', () => {
  it('have every text in Japanese, and none that English lacks', () => {
    expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(messageTexts))(
    'translate the backend message %s',
    code => {
      expect(japanese[code]).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    },
  );

  it.each(Object.entries(english))(
    'fill the same values into %s in both languages',
    (key, text) => {
      expect(placeholders(japanese[key] ?? '')).toEqual(placeholders(text));
    },
  );
});
