import {
  auroraDbTags,
  databaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { stackCheck } from './stackCheck';

async function check(overrides?: Partial<DatabaseStack>) {
  const findings = await stackCheck.run({
    environment: testEnvironment('prod'),
    names: databaseNames('goal-mandala', { shortName: 'prd' }),
    name: 'goal-mandala',
    stack: overrides && testStack('goal-mandala', 'prod', overrides),
  });
  return findings.map(({ ok, message }) => [ok, message.code, message.text]);
}

const tags = { [auroraDbTags.name]: 'other' };

describe('stackCheck', () => {
  it('announces a new stack', async () => {
    expect(await check()).toEqual([
      [
        true,
        'preflight.stackNew',
        'A new stack goal-mandala-prd-database is created',
      ],
    ]);
  });

  it.each([
    ['REVIEW_IN_PROGRESS', 'preflight.stackNew'],
    ['ROLLBACK_COMPLETE', 'preflight.stackUndone'],
    ['UPDATE_COMPLETE', 'preflight.stackExists'],
  ])('allows a deploy over a stack in %s', async (status, code) => {
    expect(await check({ status })).toEqual([[true, code, expect.anything()]]);
  });

  it.each([
    ['UPDATE_IN_PROGRESS', /is being updated\. Wait/],
    ['UPDATE_ROLLBACK_FAILED', /Continue update rollback/],
  ])('explains what to do about a stack in %s', async (status, sentence) => {
    expect(await check({ status })).toEqual([
      [false, 'preflight.refused', expect.stringMatching(sentence)],
    ]);
  });

  it.each(['UPDATE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_IN_PROGRESS'])(
    'refuses a stack of another application, even in %s',
    async status => {
      expect(await check({ status, tags })).toEqual([
        [
          false,
          'preflight.refused',
          expect.stringMatching(/does not belong to goal-mandala in prod/),
        ],
      ]);
    },
  );
});
