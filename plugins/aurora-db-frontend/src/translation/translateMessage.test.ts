import {
  createMessage,
  messageTexts,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockApis } from '@backstage/frontend-test-utils';
import { auroraDbTranslationRef } from './auroraDbTranslationRef';
import { translateMessage } from './translateMessage';

const codes = Object.keys(messageTexts).filter(
  (code): code is MessageCode => code in messageTexts,
);

function translate(...message: Parameters<typeof createMessage>): string {
  const translation = mockApis
    .translation()
    .getTranslation(auroraDbTranslationRef);
  if (!translation.ready) {
    throw new Error('The translation is not ready');
  }
  return translateMessage(createMessage(...message), translation.t, 'en');
}

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
});
