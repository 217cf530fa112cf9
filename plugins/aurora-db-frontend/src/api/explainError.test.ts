import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';
import { mockApis } from '@backstage/frontend-test-utils';
import { auroraDbTranslationRef } from '../translation/auroraDbTranslationRef';
import type { Texts } from '../translation/useTexts';
import { explainError } from './explainError';

function testTexts(): Texts {
  const translation = mockApis
    .translation()
    .getTranslation(auroraDbTranslationRef);
  if (!translation.ready) {
    throw new Error('The translation is not ready');
  }
  return { t: translation.t, language: 'en' };
}
const texts = testTexts();

const refusal = (error: object) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({ error, request: {}, response: { statusCode: 409 } }),
      { status: 409, headers: { 'Content-Type': 'application/json' } },
    ),
  );

describe('explainError', () => {
  it('translates the messages of a refusal by their codes', async () => {
    const snapshotId = 'goal-mandala-prd-manual-20261123023105';
    const messages = [
      createMessage('operation.snapshot', { snapshotId }),
      createMessage('operation.deleted'),
    ].map(message => ({ ...message, text: 'untranslated' }));
    const error = await refusal({
      name: 'ConflictError',
      message: 'untranslated',
      messages,
    });
    expect(explainError(error, texts)).toBe(
      `Snapshot ${snapshotId}\nThe database and its stack were deleted`,
    );
  });

  it.each([
    ['has no messages', {}],
    ['has messages of another shape', { messages: ['broken'] }],
    ['has an empty list', { messages: [] }],
  ])('shows the English text of a refusal that %s', async (_, fields) => {
    const error = await refusal({
      name: 'ConflictError',
      message: 'The name is taken',
      ...fields,
    });
    expect(explainError(error, texts)).toBe('The name is taken');
  });

  it('shows the English text of a newer backend', async () => {
    const messages = [{ code: 'error.unheardOf', text: 'Something new' }];
    const error = await refusal({
      name: 'ConflictError',
      message: '',
      messages,
    });
    expect(explainError(error, texts)).toBe('Something new');
  });

  it('shows the error of the browser if there was no answer', () => {
    expect(explainError(new Error('Failed to fetch'), texts)).toBe(
      'Failed to fetch',
    );
  });
});
