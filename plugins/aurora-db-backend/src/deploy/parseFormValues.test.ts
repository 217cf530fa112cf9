import { deployRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { parseFormValues } from './parseFormValues';

const input = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};
const parse = (change: JsonObject) =>
  parseFormValues(deployRequestSchema, { ...input, ...change });

describe('parseFormValues', () => {
  it('treats empty fields of a form as absent', () => {
    expect(parse({ system: '', minCapacity: null })).toEqual(input);
  });

  it.each<[JsonObject, string]>([
    [{ minCapacity: 0.7 }, 'minCapacity: expected steps of 0.5 ACU (got 0.7)'],
    [{ maxCapacity: 999 }, 'maxCapacity: expected at most 256 (got 999)'],
    [
      { engineVersion: 'newest' },
      'engineVersion: expected a major version such as 15, or an exact one such as 15.17 (got "newest")',
    ],
    [{ name: 'db' }, 'name: expected at least 3 characters (got "db")'],
    [{ owner: '' }, 'owner is missing'],
    [
      { owner: 'a//b', minCapacity: -1 },
      'owner: expected an entity reference such as group:default/payments (got "a//b")\nminCapacity: expected at least 0 (got -1)',
    ],
  ])('refuses %j in a sentence with field and value', (change, sentence) => {
    expect(() => parse(change)).toThrow(new InputError(sentence));
  });

  it('does not repeat the value of an unknown field', () => {
    expect(() => parse({ password: 'hunter2' })).toThrow(
      new InputError('No such input: password. Remove it'),
    );
  });
});
