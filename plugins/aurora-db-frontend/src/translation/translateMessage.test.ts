import {
  createMessage,
  messageTexts,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { auroraDbTranslationRef } from './auroraDbTranslationRef';
import { englishMessages } from './english/englishMessages';
import japaneseMessages from './japanese/japaneseMessages';
import { translateMessage } from './translateMessage';

const codes = Object.keys(messageTexts).filter(
  (code): code is MessageCode => code in messageTexts,
);

function englishTexts() {
  const translation = mockApis
    .translation()
    .getTranslation(auroraDbTranslationRef);
  if (!translation.ready) {
    throw new Error('The translation is not ready');
  }
  return translation.t;
}

function japaneseTexts() {
  const translation = mockApis
    .translation()
    .getTranslation(
      createTranslationRef({ id: 'japanese', messages: japaneseMessages }),
    );
  if (!translation.ready) {
    throw new Error('The translation is not ready');
  }
  return translation.t;
}

const translate = (...message: Parameters<typeof createMessage>): string =>
  translateMessage(createMessage(...message), englishTexts(), 'en');

describe('translateMessage', () => {
  it.each(codes)('contains every value of %s', code => {
    const names = [...messageTexts[code].matchAll(/\{\{(\w+)\}\}/g)].map(
      ([, name = '']) => name,
    );
    const text = translate(
      code,
      Object.fromEntries(names.map(name => [name, `<${name}>`])),
    );
    expect(names.filter(name => !text.includes(`<${name}>`))).toEqual([]);
  });

  it('has dates at both ends of a range if one end is on another day', () => {
    const dayMs = 24 * 60 * 60 * 1000;
    const latest = new Date().toISOString();
    const years = (ageMs: number) =>
      translate('preflight.restorable', {
        earliest: new Date(Date.now() - ageMs).toISOString(),
        latest,
      }).match(/\b20\d\d\b/g);
    expect(years(7 * dayMs)).toHaveLength(2);
    expect(years(dayMs / 24)).toBeNull();
  });

  it('translates parameters that are messages themselves', () => {
    const message = createMessage('preflight.refused', {
      reason: [
        createMessage('health.transition', { status: 'backing-up' }),
        createMessage('preflight.noOtherRestore'),
      ],
    });
    expect(message.text).toContain('is backing-up');
    expect(translate('preflight.refused', { reason: [message] })).toBe(
      'The cluster is backing up; No other restore of this database is running',
    );
  });

  it('names databases by their names, and formats times', () => {
    expect(
      translate('preflight.otherRestore', {
        target: 'resource:default/goal-mandala-copy-prd',
        since: '2026-11-20T02:31:05.000Z',
      }),
    ).toContain('is running: goal-mandala-copy-prd, since Nov 20, 2026');
  });

  it('formats times in errors, which come with their English text', () => {
    expect(Object.keys(englishMessages)).not.toContain('error.restoreTime');
    expect(
      translate('error.restoreTime', {
        time: '2026-11-20T02:31:05.000Z',
        database: 'goal-mandala-prd',
        earliest: '2026-11-21T02:31:05.000Z',
        latest: '2026-11-22T02:31:05.000Z',
      }),
    ).toMatch(/^Nov 20, 2026.* from Nov 21, 2026.* to Nov 22, 2026/);
  });

  it('groups the digits of numbers, but not those of names, in texts of the backend', () => {
    expect(Object.keys(englishMessages)).not.toContain('preflight.template');
    expect(
      translate('preflight.template', { bytes: 17933, limit: 51200 }),
    ).toBe('The template has 17,933 bytes; CloudFormation accepts 51,200');
    expect(
      translate('changeSet.slow', {
        stackName: 'goal-1500-prd-database',
        minutes: 1500,
        left: '',
      }),
    ).toMatch(/for goal-1500-prd-database within 1,500 minutes,/);
  });

  it('separates messages that are parameters as the language does', () => {
    const message = createMessage('preflight.networkProblems', {
      problems: [
        createMessage('preflight.subnetMissing', { region: 'r', id: 's' }),
        createMessage('preflight.securityGroupMissing', {
          region: 'r',
          id: 'g',
        }),
      ],
      key: 'k',
    });
    expect(translateMessage(message, englishTexts(), 'en')).toBe(
      'r has no subnet s; r has no security group g. Correct k',
    );
    expect(translateMessage(message, japaneseTexts(), 'ja')).toBe(
      'r にサブネット s はありません。r にセキュリティグループ g はありません。k を修正してください',
    );
  });

  it('keeps the English text of a message that a newer backend sends', () => {
    expect(
      translateMessage(
        { code: 'health.newer', text: 'A newer sentence' },
        englishTexts(),
        'en',
      ),
    ).toBe('A newer sentence');
  });
});
