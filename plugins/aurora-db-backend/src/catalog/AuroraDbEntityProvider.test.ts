import {
  auroraDbTags,
  isAuroraDatabase,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  entitySchemaValidator,
  resourceEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { auroraDbStackTopic } from '../database/stackEvents';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { AuroraDbEntityProvider } from './AuroraDbEntityProvider';
import { testMessage } from '../testing/faults/testMessage';
import { connectProvider } from '../testing/services/connectProvider';

async function connectStacks(initial: DatabaseStack[]) {
  const world: { stacks: DatabaseStack[]; failure?: Error; reads: number } = {
    stacks: initial,
    reads: 0,
  };
  const connected = await connectProvider(
    services =>
      new AuroraDbEntityProvider({
        ...services,
        environment: testEnvironment('prod'),
        stacks: {
          list: async () => {
            world.reads += 1;
            const { failure, stacks } = world;
            await new Promise(resolve => setImmediate(resolve));
            if (failure) {
              throw failure;
            }
            return stacks;
          },
        },
      }),
  );
  return { ...connected, world };
}

describe('the entity provider', () => {
  it('gives each database an entity that the catalog accepts', async () => {
    const { run, entities, mutations } = await connectStacks([
      testStack('goal-mandala', 'prod', {
        tags: {
          [auroraDbTags.name]: 'goal-mandala',
          [auroraDbTags.environment]: 'prod',
          [auroraDbTags.owner]: 'payments',
          [auroraDbTags.system]: 'goal-mandala',
          [auroraDbTags.restoredFrom]: 'resource:default/goal-mandala-stg',
        },
      }),
    ]);
    await run();
    const [entity] = entities();
    expect(entity).toMatchObject({
      kind: 'Resource',
      metadata: {
        namespace: 'default',
        name: 'goal-mandala-prd',
        annotations: {
          'aurora-db/environment': 'prod',
          'aurora-db/stack-name': 'goal-mandala-prd-database',
          'aurora-db/restored-from': 'resource:default/goal-mandala-stg',
          'backstage.io/managed-by-location': expect.stringMatching(
            /^aurora-db:arn:aws:cloudformation:/,
          ),
          'backstage.io/managed-by-origin-location': 'aurora-db:prod',
        },
      },
      spec: {
        type: 'aurora-postgresql',
        owner: 'group:default/payments',
        system: 'system:default/goal-mandala',
      },
    });
    const valid = entitySchemaValidator()(entity);
    expect(isAuroraDatabase(valid)).toBe(true);
    await expect(resourceEntityV1alpha1Validator.check(valid)).resolves.toBe(
      true,
    );
    expect(mutations[0]).toMatchObject({
      type: 'full',
      entities: [{ locationKey: 'aurora-db:prod' }],
    });
  });

  it.each([
    ['CREATE_IN_PROGRESS', true],
    ['CREATE_COMPLETE', true],
    ['CREATE_FAILED', true],
    ['UPDATE_IN_PROGRESS', true],
    ['UPDATE_ROLLBACK_FAILED', true],
    ['ROLLBACK_IN_PROGRESS', true],
    ['DELETE_IN_PROGRESS', true],
    ['DELETE_FAILED', true],
    ['ROLLBACK_COMPLETE', false],
    ['REVIEW_IN_PROGRESS', false],
    ['DELETE_COMPLETE', false],
  ])('with the stack in %s has the entity: %s', async (status, isThere) => {
    const { run, names } = await connectStacks([
      testStack('goal-mandala', 'prod', { status }),
    ]);
    await run();
    expect(names()).toEqual(isThere ? ['goal-mandala-prd'] : []);
  });

  it('complains about a tag once, as long as it stays the same', async () => {
    const { run, world, warnings } = await connectStacks([]);
    const tagged = (owner: string) => {
      const { tags, ...stack } = testStack('odd', 'prod');
      return [{ ...stack, tags: { ...tags, [auroraDbTags.owner]: owner } }];
    };
    for (const owner of ['a b', 'a b', 'payments', 'a b']) {
      world.stacks = tagged(owner);
      await run();
    }
    expect(warnings()).toEqual([
      'Stack odd-prd-database: the tag aurora-db:owner is no entity reference: a b',
      'Stack odd-prd-database: the tag aurora-db:owner is no entity reference: a b',
    ]);
  });

  it('ignores tags that it cannot read', async () => {
    const odd = (tags: Record<string, string>) => {
      const stack = testStack('odd', 'prod');
      return { ...stack, tags: { ...stack.tags, ...tags } };
    };
    const { run, names, logger } = await connectStacks([
      odd({ [auroraDbTags.name]: 'NOT a name' }),
      odd({ [auroraDbTags.name]: 'another' }),
      odd({ [auroraDbTags.environment]: 'stg' }),
      odd({ [auroraDbTags.owner]: '' }),
      testStack('goal-mandala', 'prod'),
    ]);
    await run();
    expect(names()).toEqual(['odd-prd', 'goal-mandala-prd']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('aurora-db:owner'),
    );
  });

  it('keeps its entities if it cannot read the account, and logs the reason', async () => {
    const { run, world, mutations, logger } = await connectStacks([
      testStack('goal-mandala', 'prod'),
    ]);
    await run();
    world.failure = new AwsUnavailableError(
      testMessage('The credentials were refused'),
      'credentials',
      '444444444444',
    );
    await run();
    expect(mutations).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The credentials were refused'),
    );
  });

  it('removes the entity of a deleted stack', async () => {
    const { run, world, names } = await connectStacks([
      testStack('goal-mandala', 'prod'),
    ]);
    await run();
    world.stacks = [];
    await run();
    expect(names()).toEqual([]);
  });

  it('reads immediately after an event about a stack of its environment, and only then', async () => {
    const { events, names, world } = await connectStacks([
      testStack('goal-mandala', 'prod'),
    ]);
    const announce = (environment: string) =>
      events.publish({
        topic: auroraDbStackTopic,
        eventPayload: { environment, stackName: 'goal-mandala-prd-database' },
      });
    await announce('dev');
    expect(world.reads).toBe(0);
    await announce('prod');
    while (names().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(names()).toEqual(['goal-mandala-prd']);
    expect(world.reads).toBe(1);
  });

  it('reads once more for all events that arrive during a read', async () => {
    const { run, world, names } = await connectStacks([]);
    const first = run();
    world.stacks = [testStack('goal-mandala', 'prod')];
    await Promise.all([first, run(), run(), run()]);
    expect(world.reads).toBe(2);
    expect(names()).toEqual(['goal-mandala-prd']);
  });
});
