import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { noExistingClusters } from '../testing/services/noExistingClusters';
import { ClusterLocator } from './ClusterLocator';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { stackLookup } from '../readings/lookups';
import { testMessage } from '../testing/faults/testMessage';

const ref = 'resource:default/goal-mandala-prd';
const credentials = mockCredentials.user();
const prod = testEnvironment('prod');

function entity(overrides?: {
  name?: string;
  namespace?: string;
  owner?: string;
  annotations?: Record<string, string>;
}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: overrides?.name ?? 'goal-mandala-prd',
      namespace: overrides?.namespace ?? 'default',
      annotations: overrides?.annotations ?? {
        'aurora-db/environment': 'prod',
        'aurora-db/stack-name': 'goal-mandala-prd-database',
      },
    },
    spec: { type: 'aurora-postgresql', owner: overrides?.owner ?? 'payments' },
  };
}

function locatorOf(options: {
  entities: Entity[];
  stacks: DatabaseStack[];
  failure?: () => Error | undefined;
}) {
  const answer = async <T>(value: T) => {
    const failure = options.failure?.();
    if (failure) {
      throw failure;
    }
    return value;
  };
  const catalog = catalogServiceMock({ entities: options.entities });
  const locator = new ClusterLocator({
    catalog,
    existing: noExistingClusters,
    environments: [prod, testEnvironment('dev')],
    stacks: stackLookup({
      describe: (_, name) =>
        answer(options.stacks.find(stack => stack.stackName === name)),
      list: () => answer(options.stacks),
    }),
  });
  return { locator, catalog };
}

const stack = testStack('goal-mandala', 'prod');

describe('locating a cluster', () => {
  it('finds the stack and cluster of the entity', async () => {
    const { locator } = locatorOf({ entities: [entity()], stacks: [stack] });
    await expect(locator.locate(ref, credentials)).resolves.toEqual({
      origin: 'portal',
      entityRef: ref,
      entityName: 'goal-mandala-prd',
      environment: prod,
      stack,
      base: 'goal-mandala-prd',
      formName: 'goal-mandala',
      names: expect.objectContaining({ base: 'goal-mandala-prd' }),
      clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      owner: 'group:default/payments',
      readAt: expect.any(Date),
    });
  });

  it.each<[string, string, Entity[], DatabaseStack[]]>([
    ['an entity that is not in the catalog', ref, [], [stack]],
    [
      'an entity without annotations',
      ref,
      [entity({ annotations: {} })],
      [stack],
    ],
    [
      'an environment that is not configured',
      ref,
      [
        entity({
          annotations: {
            'aurora-db/environment': 'stg',
            'aurora-db/stack-name': 'goal-mandala-prd-database',
          },
        }),
      ],
      [stack],
    ],
    ['a stack that is not there', ref, [entity()], []],
    ['a stack without our tags', ref, [entity()], [{ ...stack, tags: {} }]],
    [
      'a stack that is tagged for another environment',
      ref,
      [entity()],
      [
        {
          ...stack,
          tags: { ...stack.tags, [auroraDbTags.environment]: 'stg' },
        },
      ],
    ],
    [
      'remains of a creation that failed',
      ref,
      [entity()],
      [{ ...stack, status: 'ROLLBACK_COMPLETE' }],
    ],
    [
      "another team's entity that points to the stack",
      'resource:default/mine',
      [entity({ name: 'mine', owner: 'attackers' })],
      [stack],
    ],
    [
      'an entity of the same name in another namespace',
      'resource:attackers/goal-mandala-prd',
      [entity({ namespace: 'attackers', owner: 'payments' })],
      [stack],
    ],
    [
      'an entity of the same name with another owner',
      ref,
      [entity({ owner: 'attackers' })],
      [stack],
    ],
  ])('does not trust %s', async (_, asked, entities, stacks) => {
    const { locator } = locatorOf({ entities, stacks });
    const error = await locator
      .locate(asked, credentials)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(String(error)).toContain(asked);
  });

  it("asks the catalog with the caller's credentials, and caches the answer for each caller", async () => {
    const { locator, catalog } = locatorOf({
      entities: [entity()],
      stacks: [stack],
    });
    const asked = jest.spyOn(catalog, 'getEntityByRef');
    const other = mockCredentials.user('user:default/other');
    await locator.locate(ref, credentials);
    await locator.locate(ref, credentials);
    await locator.locate(ref, other);
    expect(asked.mock.calls.map(([, options]) => options)).toEqual([
      { credentials },
      { credentials: other },
    ]);
  });

  it('asks the catalog once for concurrent callers', async () => {
    const { locator, catalog } = locatorOf({
      entities: [entity()],
      stacks: [stack],
    });
    const asked = jest.spyOn(catalog, 'getEntityByRef');
    await Promise.all([
      locator.locate(ref, credentials),
      locator.locate(ref, credentials),
    ]);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('asks the catalog again after the stack names a new owner, and trusts that owner as soon as both agree', async () => {
    jest.useFakeTimers();
    const stacks = [stack];
    const { locator, catalog } = locatorOf({ entities: [entity()], stacks });
    const asked = jest.spyOn(catalog, 'getEntityByRef');
    await locator.locate(ref, credentials);
    stacks[0] = {
      ...stack,
      tags: { ...stack.tags, [auroraDbTags.owner]: 'group:default/search' },
    };
    jest.advanceTimersByTime(61_000);
    await expect(locator.locate(ref, credentials)).rejects.toThrow(
      'is unknown',
    );
    asked.mockResolvedValue(entity({ owner: 'search' }));
    await expect(locator.locate(ref, credentials)).resolves.toMatchObject({
      owner: 'group:default/search',
    });
    jest.useRealTimers();
  });

  it('asks again if the catalog gave no answer', async () => {
    const { locator, catalog } = locatorOf({
      entities: [entity()],
      stacks: [stack],
    });
    jest
      .spyOn(catalog, 'getEntityByRef')
      .mockRejectedValueOnce(new Error('reset'));
    await expect(locator.locate(ref, credentials)).rejects.toThrow('reset');
    await expect(locator.locate(ref, credentials)).resolves.toMatchObject({
      entityRef: ref,
    });
  });

  it('refuses an older reading of the stack, unless the caller accepts one', async () => {
    const failure = new AwsUnavailableError(
      testMessage('gone'),
      'unreachable',
      prod.accountId,
    );
    let isGone = false;
    jest.useFakeTimers();
    const { locator } = locatorOf({
      entities: [entity()],
      stacks: [stack],
      failure: () => (isGone ? failure : undefined),
    });
    await locator.locate(ref, credentials);
    isGone = true;
    jest.advanceTimersByTime(61_000);
    await expect(locator.locate(ref, credentials)).rejects.toBe(failure);
    await expect(
      locator.locate(ref, credentials, { allowStale: true }),
    ).resolves.toMatchObject({ stack, failure });
    jest.useRealTimers();
  });

  it('confirms the databases whose entity agrees with their stack', async () => {
    const other = testStack('other', 'prod');
    const { locator } = locatorOf({
      entities: [
        entity(),
        entity({
          name: 'other-prd',
          owner: 'attackers',
          annotations: {
            'aurora-db/environment': 'prod',
            'aurora-db/stack-name': other.stackName,
          },
        }),
      ],
      stacks: [stack, other, testStack('not-in-catalog', 'prod')],
    });
    const all = await locator.locateAll(prod);
    expect(all).toHaveLength(3);
    const confirmed = await locator.confirm(all, credentials);
    expect(confirmed.map(({ entityRef }) => entityRef)).toEqual([ref]);
  });
});
