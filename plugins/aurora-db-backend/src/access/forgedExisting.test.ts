import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import { type DBCluster, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import type { Entity } from '@backstage/catalog-model';
import { provideDatabases } from '../testing/databases/provideDatabases';
import { startBackend } from '../testing/servers/startBackend';
import {
  awsError,
  portalConfig,
  rds,
  url,
  writes,
} from '../testing/servers/startPlugin';

const accounts = { dev: '222222222222', prod: '444444444444' };
const platform = 'group:default/platform';
const payments = 'group:default/payments';
const thieves = 'group:default/thieves';
const { dev, prod } = portalConfig.auroraDb.environments;
const environments = {
  dev: {
    ...dev,
    existing: {
      tags: { backstage: 'yes' },
      ownerTag: 'team',
      defaultOwner: platform,
    },
  },
  prod: { ...prod, existing: { all: true, defaultOwner: platform } },
  // The account of dev again, without databases of other tools.
  stg: dev,
  // Broken.
  local: { ...dev, region: 7 },
};

const arnOf = (id: string, account = accounts.dev, region = dev.region) =>
  `arn:aws:rds:${region}:${account}:cluster:${id}`;
const clusterOf = (
  id: string,
  tags: Record<string, string>,
  overrides: DBCluster = {},
): DBCluster => ({
  Engine: 'aurora-postgresql',
  DBClusterIdentifier: id,
  DBClusterArn: arnOf(id),
  DbClusterResourceId: `resource-${id}`,
  Status: 'available',
  EngineVersion: '15.17',
  DBClusterMembers: [{ DBInstanceIdentifier: 'writer', IsClusterWriter: true }],
  TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  ...overrides,
});
const included = { backstage: 'yes' };
const ours = 'goal-mandala-dev-aurora-cluster';
const accountsClusters = {
  [accounts.dev]: [
    clusterOf('orders', { ...included, team: 'payments' }),
    clusterOf('legacy', included),
    clusterOf('private', {}),
    clusterOf('shop', included, { Engine: 'aurora-mysql' }),
    clusterOf(ours, included),
  ],
  [accounts.prod]: [
    clusterOf('ledger', {}, { DBClusterArn: arnOf('ledger', accounts.prod) }),
  ],
};

/** RDS finds a cluster by its identifier in any case. */
function provideClusters(
  clusters: Record<string, DBCluster[]> = accountsClusters,
) {
  provideDatabases();
  rds
    .on(DescribeDBClustersCommand)
    .callsFake(async ({ DBClusterIdentifier: wanted }, getClient) => {
      const { accessKeyId } = await getClient().config.credentials();
      const found = (clusters[accessKeyId] ?? []).filter(
        one => !wanted || one.DBClusterIdentifier === wanted.toLowerCase(),
      );
      if (wanted && found.length === 0) {
        throw awsError('DBClusterNotFoundFault');
      }
      return {
        DBClusters: found.filter(
          ({ Engine }) => wanted || Engine === 'aurora-postgresql',
        ),
      };
    });
}

const claim = (
  name: string,
  clusterArn: string,
  {
    environment = 'dev',
    owner = thieves,
    namespace = 'default',
    stackName,
  }: {
    environment?: string;
    owner?: string;
    namespace?: string;
    stackName?: string;
  } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    namespace,
    name,
    annotations: {
      [auroraDbAnnotations.environment]: environment,
      [auroraDbAnnotations.clusterArn]: clusterArn,
      ...(stackName && { [auroraDbAnnotations.stackName]: stackName }),
    },
  },
  spec: { type: 'aurora-postgresql', owner },
});
const ordersArn = arnOf('orders');

/** What users can register, with the owner that the cluster would give it unless said otherwise. */
const forged: [string, Entity][] = [
  [
    'the cluster of another account',
    claim('dev.ledger', arnOf('ledger', accounts.prod), { owner: platform }),
  ],
  [
    'the account of another environment',
    claim('dev.legacy', arnOf('legacy', accounts.prod), { owner: platform }),
  ],
  [
    'another region',
    claim('dev.orders', arnOf('orders', accounts.dev, 'eu-west-1'), {
      owner: payments,
    }),
  ],
  [
    'another partition',
    claim('dev.orders', ordersArn.replace('arn:aws:', 'arn:aws-cn:'), {
      owner: payments,
    }),
  ],
  [
    'an ARN in upper case',
    claim('dev.orders', ordersArn.toUpperCase(), { owner: payments }),
  ],
  [
    'an identifier in upper case',
    claim('dev.orders', arnOf('ORDERS'), { owner: payments }),
  ],
  [
    'the ARN of a snapshot',
    claim('dev.orders', ordersArn.replace(':cluster:', ':cluster-snapshot:'), {
      owner: payments,
    }),
  ],
  [
    'an ARN with a further part',
    claim('dev.orders', `${ordersArn}:x`, { owner: payments }),
  ],
  ['no ARN', claim('dev.orders', 'orders', { owner: payments })],
  [
    'a cluster that the configuration does not include',
    claim('dev.private', arnOf('private'), { owner: platform }),
  ],
  [
    'a cluster of another engine',
    claim('dev.shop', arnOf('shop'), { owner: platform }),
  ],
  [
    'the cluster of a stack of the portal',
    claim(`dev.${ours}`, arnOf(ours), { owner: platform }),
  ],
  [
    "the cluster of a stack of the portal, by its owner's name",
    claim(`dev.${ours}`, arnOf(ours), { owner: payments }),
  ],
  [
    'a cluster that does not exist',
    claim('dev.gone', arnOf('gone'), { owner: platform }),
  ],
  [
    'an environment without databases of other tools',
    claim('stg.orders', ordersArn, { environment: 'stg', owner: payments }),
  ],
  [
    'an environment that is not configured',
    claim('qa.orders', ordersArn, { environment: 'qa', owner: payments }),
  ],
  [
    "another environment's cluster",
    claim('prod.orders', ordersArn, { environment: 'prod', owner: payments }),
  ],
  [
    'an environment that its name does not name',
    claim('prod.legacy', arnOf('legacy'), { owner: platform }),
  ],
  [
    'a cluster and the stack of the portal',
    claim('dev.orders', ordersArn, {
      owner: payments,
      stackName: 'goal-mandala-dev-database',
    }),
  ],
  [
    'a cluster and no stack of the portal',
    claim('dev.orders', ordersArn, {
      owner: payments,
      stackName: 'orders-dev-database',
    }),
  ],
  ['its own team as the owner', claim('dev.orders', ordersArn)],
  [
    'the default owner of a cluster whose tag names another group',
    claim('dev.orders', ordersArn, { owner: platform }),
  ],
  [
    'another namespace',
    claim('dev.orders', ordersArn, { namespace: 'thieves', owner: payments }),
  ],
  ['another name', claim('dev.orders2', ordersArn, { owner: payments })],
  [
    'a name without environment',
    claim('orders', ordersArn, { owner: payments }),
  ],
  [
    'the name of another cluster',
    claim('dev.legacy', ordersArn, { owner: payments }),
  ],
  [
    'the name of a database of the portal',
    claim('goal-mandala-dev', ordersArn, { owner: payments }),
  ],
];

/** Under a policy that decides by the catalog, and allows everything on its entities. */
const start = (entities: Entity[], caller: string[]) =>
  startBackend({ entities, environments, claims: caller });
const pathOf = ({ metadata }: Entity) =>
  `${url}/clusters/${metadata.namespace}/${metadata.name}`;

describe('an entity that names a cluster of another tool', () => {
  beforeEach(() => provideClusters());

  it.each(forged)('gives nothing if it claims %s', async (_, entity) => {
    const { api } = await start([entity], [thieves]);
    const { body: list } = await api.get(`${url}/clusters`).expect(200);
    expect(list.items).toEqual([]);
    for (const refused of [
      await api.get(pathOf(entity)),
      await api.get(`${pathOf(entity)}/health`),
      await api.get(`${pathOf(entity)}/snapshots`),
      await api.post(`${pathOf(entity)}/snapshots`).send({}),
    ]) {
      expect([refused.status, refused.body.error?.name]).toEqual([
        404,
        'NotFoundError',
      ]);
      // The owner of the cluster stays unknown.
      expect(refused.text).not.toContain('payments');
    }
    expect(writes()).toEqual([]);
  });

  it.each([
    ['by its tag', claim('dev.orders', ordersArn, { owner: payments })],
    ['by default', claim('dev.legacy', arnOf('legacy'), { owner: platform })],
    ['in short', claim('dev.orders', ordersArn, { owner: 'Payments' })],
  ])('gives its database if it has the owner %s', async (_, entity) => {
    const { api } = await start([entity], [thieves]);
    const { body: list } = await api.get(`${url}/clusters`).expect(200);
    expect(list.items).toMatchObject([
      { entityRef: `resource:default/${entity.metadata.name}` },
    ]);
    const { body } = await api.get(pathOf(entity)).expect(200);
    expect(body).toMatchObject({ origin: 'existing', accountId: accounts.dev });
  });

  it.each<[string, DBCluster[]]>([
    ['lost its tag', [clusterOf('orders', { team: 'payments' })]],
    ['belongs to another group', [clusterOf('orders', included)]],
    ['was deleted', []],
    [
      'belongs to a stack of the portal now',
      [clusterOf(ours, { ...included, team: 'payments' })],
    ],
  ])('gives no write after its cluster %s', async (_, after) => {
    const entity = claim('dev.orders', ordersArn, { owner: payments });
    const { api } = await start([entity], [thieves]);
    await api.get(pathOf(entity)).expect(200);
    provideClusters({ [accounts.dev]: after });
    await api
      .post(`${pathOf(entity)}/snapshots`)
      .send({})
      .expect(404);
    expect(writes()).toEqual([]);
  });

  it('says that its environment has a problem in app-config', async () => {
    const entity = claim('local.orders', ordersArn, { environment: 'local' });
    const { api } = await start([entity], [thieves]);
    const { body } = await api.get(pathOf(entity)).expect(503);
    expect(body.error.message).toContain('auroraDb.environments.local.region');
  });

  it.each([
    ["another account's", claim('dev.a', arnOf('a', accounts.prod))],
    ['no identifier', claim('dev.b', arnOf('B'))],
    ['a pattern', claim('dev.c', arnOf('c*'))],
    [
      'in an environment without databases of other tools',
      claim('stg.d', arnOf('d'), { environment: 'stg' }),
    ],
  ])(
    'causes no call for its cluster if the cluster is %s',
    async (_, entity) => {
      const { api } = await start([entity], [thieves]);
      await api.get(pathOf(entity)).expect(404);
      const described = rds
        .commandCalls(DescribeDBClustersCommand)
        .flatMap(({ args }) => args[0].input.DBClusterIdentifier ?? []);
      expect(described).toEqual([]);
    },
  );
});
