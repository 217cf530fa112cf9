import { messageTexts } from '@aurora-db/backstage-plugin-aurora-db-common';
import { englishDialogTexts } from '../dialogs/englishDialogTexts';
import { englishEventTexts } from '../operations/englishEventTexts';
import { englishLogTexts } from '../log/texts/englishLogTexts';
import { englishEnvironmentTexts } from './english/englishEnvironmentTexts';
import { englishMessages } from './english/englishMessages';
import { englishPageTexts } from '../databases/englishPageTexts';
import { englishLoadTexts } from '../insight/englishLoadTexts';
import japaneseLoadTexts from '../insight/japaneseLoadTexts';
import japaneseDialogTexts from '../dialogs/japaneseDialogTexts';
import japaneseEventTexts from '../operations/japaneseEventTexts';
import japaneseLogTexts from '../log/texts/japaneseLogTexts';
import japaneseEnvironmentTexts from './japanese/japaneseEnvironmentTexts';
import { englishFormTexts } from './english/englishFormTexts';
import japaneseFormTexts from './japanese/japaneseFormTexts';
import japaneseMessages from './japanese/japaneseMessages';
import japanesePageTexts from '../databases/japanesePageTexts';

const english: Record<string, string> = {
  ...messageTexts,
  ...englishMessages,
  ...englishFormTexts,
  ...englishDialogTexts,
  ...englishEnvironmentTexts,
  ...englishLoadTexts,
  ...englishPageTexts,
  ...englishEventTexts,
  ...englishLogTexts,
};
const japanese: Record<string, string> = {
  ...japaneseMessages,
  ...japaneseFormTexts,
  ...japaneseDialogTexts,
  ...japaneseEnvironmentTexts,
  ...japaneseLoadTexts,
  ...japanesePageTexts,
  ...japaneseEventTexts,
  ...japaneseLogTexts,
};
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const fullWidth = /[\uff01-\uff5e\u3000]/;
const keysWith = (texts: Record<string, string>, pattern: RegExp) =>
  Object.keys(texts).filter(key => pattern.test(texts[key] ?? ''));
/** Codes of all messages that have words of their own, not only other messages. */
const codesWithWords = keysWith(messageTexts, /(?:^|\}\})[^{]*[a-z]/i);

describe('the translations', () => {
  it('have every text in Japanese, and none that English lacks', () => {
    expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(codesWithWords)('translate the backend message %s', code => {
    expect(japanese[code]).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  it.each(Object.entries(english))(
    'fill the same values into %s in both languages',
    (key, text) => {
      expect(placeholders(japanese[key] ?? '')).toEqual(placeholders(text));
    },
  );
});

describe('the texts', () => {
  it.each([
    ['English', english],
    ['Japanese', japanese],
  ])('write %s without a space before a percent sign', (_, texts) => {
    expect(keysWith(texts, /\s%/)).toEqual([]);
  });

  it('write Japanese with half-width digits, letters, brackets, colons and question marks', () => {
    expect(keysWith(japanese, fullWidth)).toEqual([]);
  });

  it('keep to one Japanese term for each thing', () => {
    expect(
      keysWith(
        japanese,
        /所有者|読取|書込|読み取れませんでした|最低|最高|留意|使われていない|スナップショット[をだ][^。]{0,4}作成/,
      ),
    ).toEqual([]);
  });

  it('write long vowels in Japanese to their end', () => {
    expect(
      keysWith(
        japanese,
        /(?:クラスタ|サーバ|ユーザ|レイテンシ|アベイラビリティ|ブラウザ|フォルダ|ライタ|リーダ|エラ|オーナ)(?!ー)/,
      ),
    ).toEqual([]);
  });

  it('end the sentences of the backend politely in Japanese', () => {
    const plain =
      /(?:る|ない|だ|(?<!まし|でし)た)(?:。|$)|その場で|よければ|あなた/;
    expect(
      keysWith(japanese, plain).filter(key => key in messageTexts),
    ).toEqual([]);
  });

  it('name the actor and the condition in English', () => {
    expect(
      keysWith(
        english,
        /\b(whoever|somebody|nobody|anew|so long|to bear in mind)\b|\bwhere\b/i,
      ),
    ).toEqual([]);
  });

  it('are idiomatic English', () => {
    expect(
      keysWith(
        english,
        /(?<!\bthere )\bis no (?!longer\b)|\b(very|this) second\b|\bbegun\b|\bstays so\b|\bwas to\b|\bor not for\b|CloudFormation's console|\bthat is refused\b|\bask AWS for\b/i,
      ),
    ).toEqual([]);
  });

  it('hold at most 25 English words in a sentence', () => {
    const isLong = (text: string) =>
      text
        .split(/[.:;](?:\s|$)/)
        .some(sentence => sentence.trim().split(/\s+/).length > 25);
    expect(
      Object.keys(english).filter(key => isLong(english[key] ?? '')),
    ).toEqual([]);
  });
});
