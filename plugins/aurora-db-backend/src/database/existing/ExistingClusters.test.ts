import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import { AwsUnavailableError } from '../../ports/errors/AwsUnavailableError';
import { clusterLookup, stackLookup } from '../../readings/lookups';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { testExistingCluster } from '../../testing/databases/testExistingCluster';
import { testStack } from '../../testing/databases/testStack';
import { testMessage } from '../../testing/faults/testMessage';
import { ExistingClusters } from './ExistingClusters';
import { IncludedClusters } from './IncludedClusters';

const existing = { all: true, defaultOwner: 'platform' };
const prod = testEnvironment('prod', { existing });
const stg = testEnvironment('stg', { accountId: prod.accountId });

function existingClusters(clusters: LiveCluster[], stacks: DatabaseStack[]) {
  const world = {
    clusters,
    stacks,
    calls: [] as string[],
    failure: undefined as Error | undefined,
  };
  const answer = async <T>(call: string, value: T): Promise<T> => {
    world.calls.push(call);
    if (world.failure) {
      throw world.failure;
    }
    return value;
  };
  const never = () => {
    throw new Error('Instances are not read');
  };
  const found = new ExistingClusters({
    clusters: clusterLookup({
      describe: (_, id) =>
        answer(
          'describe cluster',
          world.clusters.find(one => one.clusterIdentifier === id),
        ),
      list: () => answer('list clusters', world.clusters),
      describeInstances: never,
      listInstances: never,
    }),
    stacks: stackLookup({
      describe: (_, name) =>
        answer(
          'describe stack',
          world.stacks.find(({ stackName }) => stackName === name),
        ),
      list: ({ name }) =>
        answer(
          'list stacks',
          world.stacks.filter(
            ({ tags }) => tags[auroraDbTags.environment] === name,
          ),
        ),
    }),
    included: new IncludedClusters({ environments: [stg, prod] }),
    owners: { filterKnown: async refs => new Set(refs) },
  });
  return { world, found };
}

describe('the existing clusters of an environment', () => {
  it('cost one list of stacks, however many are named as if they were of the portal', async () => {
    const clusters = Array.from({ length: 1_000 }, (_, index) =>
      testExistingCluster(`shop-${index}-prd-aurora-cluster`, 'prod', {
        tags: {
          'aws:cloudformation:stack-name': `shop-${index}-prd-database`,
        },
      }),
    );
    const { world, found } = existingClusters(clusters, []);
    for (let viewer = 0; viewer < 5; viewer += 1) {
      await expect(found.list(prod)).resolves.toHaveLength(1_000);
    }
    for (const { clusterIdentifier } of clusters.slice(0, 20)) {
      await expect(found.find(prod, clusterIdentifier)).resolves.toMatchObject({
        clusterIdentifier,
      });
    }
    expect(world.calls).toEqual(['list clusters', 'list stacks']);
  });

  it('do not include those of stacks in any environment of the account, even new ones', async () => {
    const tagged = (id: string, environment: string) =>
      testExistingCluster(`${id}-aurora-cluster`, 'prod', {
        tags: {
          'aws:cloudformation:stack-name': `${id}-database`,
          [auroraDbTags.environment]: environment,
        },
      });
    const { world, found } = existingClusters(
      [
        testExistingCluster('orders', 'prod'),
        tagged('goal-mandala-prd', 'prod'),
        tagged('goal-mandala-stg', 'stg'),
      ],
      [testStack('goal-mandala', 'prod'), testStack('goal-mandala', 'stg')],
    );
    const ids = async () =>
      (await found.list(prod)).map(one => one.clusterIdentifier);
    await expect(ids()).resolves.toEqual(['orders']);
    // CloudFormation creates it after the lists were read.
    world.stacks.push(testStack('new', 'prod'));
    world.clusters.push(tagged('new-prd', 'prod'));
    await expect(
      found.find(prod, 'new-prd-aurora-cluster', { fresh: true }),
    ).resolves.toBeUndefined();
    await expect(ids()).resolves.toEqual(['orders']);
  });

  it('are older ones, with the reason, while AWS gives no answer', async () => {
    const { world, found } = existingClusters(
      [testExistingCluster('orders', 'prod')],
      [],
    );
    await found.list(prod);
    world.failure = new AwsUnavailableError(
      testMessage('The credentials were refused'),
      'credentials',
      prod.accountId,
    );
    await expect(found.find(prod, 'orders', { fresh: true })).rejects.toThrow(
      'The credentials were refused',
    );
    await expect(
      found.find(prod, 'orders', { allowStale: true }),
    ).resolves.toMatchObject({ entityRef: 'resource:default/prod.orders' });
    world.failure = undefined;
    await expect(
      found.find(prod, 'orders', { fresh: true }),
    ).resolves.toMatchObject({ entityRef: 'resource:default/prod.orders' });
  });

  it('are none without configuration, and cost no call', async () => {
    const { world, found } = existingClusters(
      [testExistingCluster('orders', 'prod')],
      [],
    );
    await expect(found.list(stg)).resolves.toEqual([]);
    await expect(found.find(stg, 'orders')).resolves.toBeUndefined();
    expect(world.calls).toEqual([]);
  });
});
