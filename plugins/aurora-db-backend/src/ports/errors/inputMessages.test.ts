import {
  deployRequestSchema,
  inputTexts,
  restorePlanRequestSchema,
  snapshotRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { inputMessages } from './inputMessages';

const deploy = { name: 'orders', environment: 'dev', owner: 'group:default/a' };

function messagesFor(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  return error ? inputMessages(error, input) : [];
}

describe('messages about invalid input', () => {
  it.each<[z.ZodType, object, string, string]>([
    [
      deployRequestSchema,
      { ...deploy, name: 'Orders' },
      'input.databaseName',
      'name: expected lower-case letters, digits and single hyphens, starting with a letter, for example goal-mandala (got "Orders")',
    ],
    [
      deployRequestSchema,
      { ...deploy, name: 'db' },
      'input.tooShort',
      'name: expected at least 3 characters (got "db")',
    ],
    [
      deployRequestSchema,
      { ...deploy, environment: 'QA' },
      'input.environmentName',
      'environment: expected 1 to 16 lower-case letters, digits and hyphens, starting with a letter, for example prod (got "QA")',
    ],
    [
      deployRequestSchema,
      { ...deploy, minCapacity: '1' },
      'input.number',
      'minCapacity: expected a number (got "1")',
    ],
    [
      deployRequestSchema,
      { ...deploy, maxCapacity: 999 },
      'input.tooLarge',
      'maxCapacity: expected at most 256 (got 999)',
    ],
    [
      snapshotRequestSchema,
      { expiresInDays: 1.5 },
      'input.wholeNumber',
      'expiresInDays: expected a whole number (got 1.5)',
    ],
    [
      snapshotRequestSchema,
      { label: 'aws:nightly' },
      'input.tagPrefix',
      'label: expected a text that does not begin with aws: or rds:, which AWS reserves (got "aws:nightly")',
    ],
    [
      restorePlanRequestSchema,
      { from: { latest: false } },
      'input.restoreSource',
      'from: expected an object with snapshotId, with time, or with latest: true (got {"latest":false})',
    ],
    [
      restorePlanRequestSchema,
      { from: { time: 'yesterday' } },
      'input.time',
      'from.time: expected a time such as 2026-11-25T08:15:00Z (got "yesterday")',
    ],
  ])('name field, value and way out, %#', (schema, input, code, text) => {
    expect(messagesFor(schema, input)).toMatchObject([
      { code: 'input.wrong', text, details: { problem: [{ code }] } },
    ]);
  });

  it('name the missing field', () => {
    expect(
      messagesFor(deployRequestSchema, { ...deploy, name: undefined }),
    ).toEqual([
      {
        code: 'input.missing',
        params: { field: 'name' },
        text: 'name is missing',
      },
    ]);
  });

  it('do not repeat the value of an unknown field', () => {
    const messages = messagesFor(deployRequestSchema, {
      ...deploy,
      password: 'hunter2',
    });
    expect(messages).toMatchObject([
      { code: 'input.unknown', params: { fields: 'password' } },
    ]);
    expect(JSON.stringify(messages)).not.toContain('hunter2');
  });

  it.each([null, 7, 'text'])('ask for an object instead of %j', input => {
    expect(messagesFor(deployRequestSchema, input)).toEqual([
      { code: 'input.body', text: inputTexts['input.body'] },
    ]);
  });
});
