import {
  auroraDbTags,
  isAuroraDatabase,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  entitySchemaValidator,
  resourceEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { IncludedClusters } from '../database/existing/IncludedClusters';
import { auroraDbStackTopic } from '../database/stackEvents';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/errors/AwsUnavailableError';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testExistingCluster } from '../testing/databases/testExistingCluster';
import { testStack } from '../testing/databases/testStack';
import { testMessage } from '../testing/faults/testMessage';
import { until } from '../testing/servers/until';
import { connectProvider } from '../testing/services/connectProvider';
import { ExistingDatabaseEntityProvider } from './ExistingDatabaseEntityProvider';

const platform = 'group:default/platform';
const existing = {
  all: true,
  ownerTag: 'team',
  systemTag: 'product',
  defaultOwner: 'platform',
};
const prod = testEnvironment('prod', { existing });
const orders = testExistingCluster('orders', 'prod');
const search = testExistingCluster('search-cluster', 'prod');
/** The cluster of a portal's stack, with the tags that CloudFormation gives it. */
const ours = testExistingCluster('goal-mandala-prd-aurora-cluster', 'prod', {
  tags: {
    'aws:cloudformation:stack-name': 'goal-mandala-prd-database',
    [auroraDbTags.environment]: 'prod',
  },
});
const ourStack = testStack('goal-mandala', 'prod');

const unavailable = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    testMessage(`It is ${reason}`),
    reason,
    '4'.repeat(12),
  );

interface World {
  clusters: LiveCluster[];
  stacks: DatabaseStack[];
  owners: string[];
  /** Clusters that have an entity of an environment that cannot be used now. */
  kept: LiveCluster[];
  /** What AWS or the catalog fails with, by the operation. */
  failures: Record<string, Error>;
  calls: string[];
  /** What happens in AWS after an operation. */
  after: Record<string, () => void>;
}

async function connectClusters(
  initial: Partial<World> = {},
  options: {
    environment?: EnvironmentConfig;
    others?: EnvironmentConfig[];
    invalid?: InvalidEnvironment[];
    lookAgainAfterMs?: number;
  } = {},
) {
  const { environment = prod, others = [], invalid } = options;
  const world: World = {
    clusters: [orders],
    stacks: [],
    owners: [],
    kept: [],
    failures: {},
    calls: [],
    after: {},
    ...initial,
  };
  const answer = async <T>(operation: string, value: () => T): Promise<T> => {
    world.calls.push(operation);
    const failure = world.failures[operation];
    if (failure) {
      throw failure;
    }
    const found = value();
    world.after[operation]?.();
    return found;
  };
  const connected = await connectProvider(
    services =>
      new ExistingDatabaseEntityProvider({
        ...services,
        environment,
        clusters: {
          list: () => answer('list clusters', () => world.clusters),
          describe: (_, id) =>
            answer('describe cluster', () =>
              world.clusters.find(one => one.clusterIdentifier === id),
            ),
        },
        stacks: {
          list: ({ name }) =>
            answer('list stacks', () =>
              world.stacks.filter(
                ({ tags }) => tags[auroraDbTags.environment] === name,
              ),
            ),
          describe: (_, name) =>
            answer('describe stack', () =>
              world.stacks.find(({ stackName }) => stackName === name),
            ),
        },
        included: new IncludedClusters({
          environments: [...others, environment],
          invalid,
        }),
        owners: {
          filterKnown: refs =>
            answer(
              'catalog',
              () => new Set(refs.filter(ref => world.owners.includes(ref))),
            ),
        },
        kept: {
          arnsOf: async () => new Set(world.kept.map(({ arn }) => arn)),
        },
        lookAgainAfterMs: options.lookAgainAfterMs,
      }),
  );
  return {
    ...connected,
    world,
    owners: () =>
      connected
        .entities()
        .map(({ metadata, spec }) => [metadata.name, spec?.owner]),
  };
}

describe('the entity provider of existing databases', () => {
  it('gives each cluster an entity that the catalog accepts', async () => {
    const { run, entities, mutations } = await connectClusters({
      clusters: [
        testExistingCluster('orders', 'prod', {
          tags: { team: ' Payments ', product: 'system : Shop' },
        }),
      ],
      owners: ['group:default/payments', 'system:default/shop'],
    });
    await run();
    const [entity] = entities();
    expect(entity).toMatchObject({
      kind: 'Resource',
      metadata: {
        namespace: 'default',
        name: 'prod.orders',
        annotations: {
          'aurora-db/environment': 'prod',
          'aurora-db/cluster-arn': orders.arn,
          'backstage.io/managed-by-location': `aurora-db:${orders.arn}`,
          'backstage.io/managed-by-origin-location': 'aurora-db:prod',
        },
      },
      spec: {
        type: 'aurora-postgresql',
        owner: 'group:default/payments',
        system: 'system:default/shop',
      },
    });
    const valid = entitySchemaValidator()(entity);
    expect(isAuroraDatabase(valid)).toBe(true);
    await expect(resourceEntityV1alpha1Validator.check(valid)).resolves.toBe(
      true,
    );
    expect(mutations).toMatchObject([
      {
        type: 'full',
        entities: [{ locationKey: 'aurora-db:prod:existing' }],
      },
    ]);
  });

  it('has an entity as long as the cluster exists and is included', async () => {
    const { run, names, world } = await connectClusters(
      {},
      {
        environment: testEnvironment('prod', {
          existing: { ...existing, all: false, tags: { backstage: 'yes' } },
        }),
      },
    );
    const at = (status: string, backstage = 'yes') =>
      testExistingCluster('orders', 'prod', { status, tags: { backstage } });
    const seen: string[][] = [];
    for (const clusters of [
      [at('creating')],
      [at('stopped')],
      [at('available', 'no')],
      [at('deleting')],
      [],
    ]) {
      world.clusters = clusters;
      await run();
      seen.push(names());
    }
    const there = ['prod.orders'];
    expect(seen).toEqual([there, there, [], there, []]);
  });

  it('waits until another environment, which cannot be used now, has no entity of the cluster', async () => {
    const { names, run, world } = await connectClusters({
      clusters: [orders, search],
      kept: [orders],
    });
    await run();
    expect(names()).toEqual(['prod.search-cluster']);
    world.kept = [];
    await run();
    expect(names()).toEqual(['prod.orders', 'prod.search-cluster']);
  });

  it('reads nothing for an environment without existing databases, and removes earlier entities once', async () => {
    const { mutations, isScheduled, world, events } = await connectClusters(
      {},
      { environment: testEnvironment('prod') },
    );
    await events.publish({
      topic: auroraDbStackTopic,
      eventPayload: { environment: 'prod', stackName: 'x' },
    });
    expect(mutations).toEqual([{ type: 'full', entities: [] }]);
    expect(isScheduled()).toBe(false);
    expect(world.calls).toEqual([]);
  });

  it('reads after an event about a stack of its environment, and only then', async () => {
    const { events, names, world } = await connectClusters();
    const announce = (environment: string) =>
      events.publish({
        topic: auroraDbStackTopic,
        eventPayload: { environment, stackName: 'goal-mandala-prd-database' },
      });
    await announce('dev');
    await announce('prod');
    await until(
      async () => names(),
      found => found.length > 0,
      50,
    );
    expect(names()).toEqual(['prod.orders']);
    expect(world.calls).toEqual(['list clusters', 'catalog']);
  });

  it.each<[string, Partial<World['failures']>]>([
    ['the clusters', { 'list clusters': unavailable('access-denied') }],
    ['the stacks', { 'list stacks': unavailable('throttled') }],
    ['the catalog', { catalog: new TypeError('fetch failed') }],
  ])(
    'keeps its entities without an answer about %s, and continues by itself',
    async (_, failures) => {
      const { run, world, mutations, names, warnings } = await connectClusters({
        clusters: [orders, search, ours],
        stacks: [ourStack],
      });
      await run();
      Object.assign(world, { clusters: [orders, ours], failures });
      await run();
      await run();
      expect(mutations).toHaveLength(1);
      expect(warnings()[0]).toContain('keeps its entities as they are');
      world.failures = {};
      await run();
      expect(names()).toEqual(['prod.orders']);
    },
  );

  it('reports an error that is not of AWS', async () => {
    const { run, mutations } = await connectClusters({
      failures: { 'list clusters': new TypeError('a defect') },
    });
    await expect(run()).rejects.toThrow('a defect');
    expect(mutations).toEqual([]);
  });
});

describe('a cluster of one of our stacks', () => {
  const dev = testEnvironment('dev', { accountId: prod.accountId });

  it.each([
    'CREATE_IN_PROGRESS',
    'CREATE_FAILED',
    'ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_FAILED',
    'DELETE_IN_PROGRESS',
    'DELETE_FAILED',
  ])('has no second entity while the stack is in %s', async status => {
    const { run, names } = await connectClusters({
      // Without tags, as a person can remove those that are not CloudFormation's.
      clusters: [orders, { ...ours, tags: {} }],
      stacks: [testStack('goal-mandala', 'prod', { status })],
    });
    await run();
    expect(names()).toEqual(['prod.orders']);
  });

  it('has none in another environment of the account', async () => {
    const { run, names } = await connectClusters(
      {
        clusters: [
          orders,
          testExistingCluster('goal-mandala-dev-aurora-cluster', 'prod'),
        ],
        stacks: [testStack('goal-mandala', 'dev')],
      },
      { others: [dev] },
    );
    await run();
    expect(names()).toEqual(['prod.orders']);
  });

  it('has none if its environment cannot be used now', async () => {
    const { run, names } = await connectClusters(
      {
        clusters: [
          testExistingCluster('goal-mandala-dev-aurora-cluster', 'prod', {
            tags: {
              'aws:cloudformation:stack-name': 'goal-mandala-dev-database',
              [auroraDbTags.environment]: 'dev',
            },
          }),
        ],
      },
      { invalid: [{ name: 'dev', message: testMessage('It is invalid') }] },
    );
    await run();
    expect(names()).toEqual([]);
  });

  it('has none if the stack begins while the clusters are read', async () => {
    const { run, names, world } = await connectClusters({ clusters: [ours] });
    world.after['list clusters'] = () => {
      world.stacks = [testStack('goal-mandala', 'prod')];
    };
    await run();
    expect(names()).toEqual([]);
  });

  it('has none if the stack is deleted after the clusters were read', async () => {
    const { run, names, world } = await connectClusters({
      clusters: [orders, ours],
      stacks: [ourStack],
    });
    world.after['list clusters'] = () => {
      world.clusters = [orders];
      world.stacks = [];
    };
    await run();
    expect(names()).toEqual(['prod.orders']);
  });

  it('has one if the deletion of the stack kept the cluster', async () => {
    const { run, names } = await connectClusters({ clusters: [ours] });
    await run();
    expect(names()).toEqual(['prod.goal-mandala-prd-aurora-cluster']);
  });

  it('costs one list of stacks, however many clusters have such names', async () => {
    const many = (suffix: string) =>
      Array.from({ length: 1_000 }, (_, index) =>
        testExistingCluster(`shop-${index}${suffix}-aurora-cluster`, 'prod', {
          tags: {
            'aws:cloudformation:stack-name': `shop-${index}${suffix}-database`,
          },
        }),
      );
    const { run, entities, world } = await connectClusters(
      { clusters: many('') },
      { others: [dev] },
    );
    await run();
    expect(entities()).toHaveLength(1_000);
    expect(world.calls).toEqual(['list clusters', 'catalog']);
    world.clusters = many('-prd');
    await run();
    expect(entities()).toHaveLength(1_000);
    expect(world.calls.slice(2)).toEqual([
      'list clusters',
      'list stacks',
      'catalog',
    ]);
  });
});

describe('a cluster that several environments include', () => {
  const own = testEnvironment('stg', { accountId: prod.accountId, existing });

  it.each<[string, EnvironmentConfig, string[]]>([
    ['belongs to the first of them', own, []],
    [
      'belongs to the one that includes it',
      { ...own, existing: { ...existing, all: false, identifiers: ['s*'] } },
      ['prod.orders'],
    ],
    [
      'belongs to the one of its region',
      { ...own, region: 'eu-west-1' },
      ['prod.orders'],
    ],
    [
      'belongs to the one of its endpoint',
      { ...own, endpoint: 'http://127.0.0.1:4599' },
      ['prod.orders'],
    ],
  ])('%s', async (_, first, expected) => {
    const { run, names } = await connectClusters({}, { others: [first] });
    await run();
    expect(names()).toEqual(expected);
  });
});

describe('the owner of an existing database', () => {
  const tagged = (id: string, tags: Record<string, string>) =>
    testExistingCluster(id, 'prod', { tags });

  it.each([
    ['payments', 'group:default/payments'],
    ['  Group:Default/PAYMENTS ', 'group:default/payments'],
    ['group : payments', 'group:default/payments'],
    ['user:ann', 'user:default/ann'],
    // Only groups and users own entities.
    ['component:default/shop', platform],
    ['Jane Doe', platform],
    ['jane@example.com', platform],
    [' ', platform],
    ['unknown', platform],
  ])('is %j → %s', async (team, owner) => {
    const { run, owners } = await connectClusters({
      clusters: [tagged('orders', { team })],
      owners: [
        'group:default/payments',
        'user:default/ann',
        'component:default/shop',
      ],
    });
    await run();
    expect(owners()).toEqual([['prod.orders', owner]]);
  });

  it('is the default one if the catalog has no such group, which is logged once', async () => {
    const { run, world, warnings, entities } = await connectClusters({
      clusters: [
        tagged('a', { team: 'payments', product: 'shop' }),
        tagged('b', { team: 'payments' }),
        tagged('c', { team: 'search' }),
        tagged('d', { team: 'known' }),
        tagged('e', {}),
      ],
      owners: ['group:default/known'],
    });
    await run();
    await run();
    expect(warnings()).toEqual([
      'aurora-db:prod:existing: 3 clusters have the default owner group:default/platform, because the catalog does not have the owners of their tags: group:default/payments (2), group:default/search (1)',
      'aurora-db:prod:existing: 1 cluster has no system, because the catalog does not have the systems of their tags: system:default/shop (1)',
    ]);
    expect(entities()[0]?.spec?.system).toBeUndefined();
    world.owners.push('group:default/search', 'system:default/shop');
    await run();
    expect(warnings().slice(2)).toEqual([
      'aurora-db:prod:existing: 2 clusters have the default owner group:default/platform, because the catalog does not have the owners of their tags: group:default/payments (2)',
    ]);
    expect(world.calls.filter(call => call === 'catalog')).toHaveLength(3);
  });

  it('has a line in the log for all tags that name no entity', async () => {
    const { run, warnings } = await connectClusters({
      clusters: [
        tagged('a', { team: 'Jane Doe' }),
        tagged('b', { team: 'Jane Doe', product: 'group:default/x' }),
        tagged('c', { team: 'x@example.com' }),
      ],
    });
    await run();
    await run();
    expect(warnings()).toEqual([
      'aurora-db:prod:existing: the tag team of 3 clusters does not name an owner or a system, such as group:default/payments: "Jane Doe" (2), "x@example.com" (1)',
      'aurora-db:prod:existing: the tag product of 1 cluster does not name an owner or a system, such as group:default/payments: "group:default/x" (1)',
    ]);
  });

  it('is found soon after the catalog has the group, without calls to AWS', async () => {
    const { run, world, owners } = await connectClusters(
      { clusters: [tagged('orders', { team: 'payments' })] },
      { lookAgainAfterMs: 5 },
    );
    await run();
    expect(owners()).toEqual([['prod.orders', platform]]);
    world.owners.push('group:default/payments');
    await until(
      async () => owners(),
      ([found]) => found?.[1] !== platform,
      50,
    );
    expect(owners()).toEqual([['prod.orders', 'group:default/payments']]);
    expect(world.calls.filter(call => call !== 'catalog')).toEqual([
      'list clusters',
    ]);
  });

  it('is found soon after the catalog answers again, without calls to AWS', async () => {
    const { run, world, names } = await connectClusters(
      { failures: { catalog: new TypeError('fetch failed') } },
      { lookAgainAfterMs: 5 },
    );
    await run();
    await until(
      async () => world.calls.length,
      count => count > 4,
      50,
    );
    expect(names()).toEqual([]);
    world.failures = {};
    await until(
      async () => names(),
      found => found.length > 0,
      50,
    );
    expect(world.calls.filter(call => call !== 'catalog')).toEqual([
      'list clusters',
    ]);
  });
});
