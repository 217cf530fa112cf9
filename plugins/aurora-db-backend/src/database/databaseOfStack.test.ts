import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import fc from 'fast-check';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { databaseOfStack, normalizeEntityRef } from './databaseOfStack';

const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');

describe('reading a stack', () => {
  it('finds the database that its tags name', () => {
    const tags = {
      ...stack.tags,
      [auroraDbTags.owner]: 'Payments',
      [auroraDbTags.system]: 'goal-mandala',
      [auroraDbTags.restoredFrom]: 'resource:default/goal-mandala-stg',
    };
    expect(databaseOfStack(prod, { ...stack, tags })).toEqual({
      outcome: 'ours',
      database: {
        name: 'goal-mandala',
        names: expect.objectContaining({ base: 'goal-mandala-prd' }),
        owner: 'group:default/payments',
        system: 'system:default/goal-mandala',
        restoredFrom: 'resource:default/goal-mandala-stg',
        complaints: [],
      },
    });
  });

  it.each([
    ['CREATE_IN_PROGRESS', 'ours'],
    ['CREATE_COMPLETE', 'ours'],
    ['CREATE_FAILED', 'ours'],
    ['ROLLBACK_IN_PROGRESS', 'ours'],
    ['ROLLBACK_FAILED', 'ours'],
    ['UPDATE_ROLLBACK_COMPLETE', 'ours'],
    ['DELETE_IN_PROGRESS', 'ours'],
    ['DELETE_FAILED', 'ours'],
    ['ROLLBACK_COMPLETE', 'not-ours'],
    ['REVIEW_IN_PROGRESS', 'not-ours'],
    ['DELETE_COMPLETE', 'not-ours'],
  ])('in state %s it is %s', (status, outcome) => {
    expect(databaseOfStack(prod, { ...stack, status }).outcome).toBe(outcome);
  });

  it.each([
    [
      'another environment',
      { ...stack, tags: { ...stack.tags, [auroraDbTags.environment]: 'stg' } },
    ],
    ['no tags', { ...stack, tags: {} }],
    [
      'a name that cannot be',
      {
        ...stack,
        tags: { ...stack.tags, [auroraDbTags.name]: 'Goal Mandala' },
      },
    ],
    [
      'the tags of another stack',
      { ...stack, stackName: 'other-prd-database' },
    ],
  ])('does not accept a stack with %s', (_, other) => {
    expect(databaseOfStack(prod, other)).toMatchObject({
      outcome: 'not-ours',
      reason: expect.stringContaining(other.stackName),
    });
  });

  it('reports tags that are not entity references, and ignores them', () => {
    const tags = {
      ...stack.tags,
      [auroraDbTags.owner]: 'group:default/',
      [auroraDbTags.system]: 'a b',
    };
    const identity = databaseOfStack(prod, { ...stack, tags });
    expect(identity).toMatchObject({
      outcome: 'ours',
      database: {
        owner: 'group:default/unknown',
        complaints: [
          expect.stringContaining('aurora-db:owner'),
          expect.stringContaining('aurora-db:system'),
        ],
      },
    });
    expect(identity).not.toHaveProperty('database.system');
  });

  it('returns a comparable reference for any text, or undefined', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const ref = normalizeEntityRef(text, 'group');
        expect(ref ?? 'group:default/x').toMatch(/^[^:/]+:[^:/]+\/[^:/]+$/);
        expect(ref && normalizeEntityRef(ref, 'user')).toBe(ref);
      }),
    );
  });
});
