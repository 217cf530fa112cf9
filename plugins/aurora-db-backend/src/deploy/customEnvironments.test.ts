import {
  clusterSchema,
  environmentListSchema,
  planSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { auroraDbPlugin } from '../plugin';
import { testEntities } from '../testing/databases/testEntities';
import {
  type ActionRun,
  startDeployment,
  type TestPlace,
} from '../testing/servers/startDeployment';

const deploy = 'aurora:database:deploy';
const owner = 'group:default/guests';
/** A key that every account has from the start, and that is not RDS's default. */
const key =
  'arn:aws:kms:us-west-1:111111111111:key/0a0b0c0d-0e0f-4000-8000-000000000002';

const tokyo = 'ap-northeast-1';
const california = 'us-west-1';
/** Two accounts, two regions, five environments. */
const places: TestPlace[] = [
  { name: 'dev', accountId: '111111111111', region: tokyo },
  {
    name: 'us-dev',
    profile: 'dev',
    title: 'Development (US)',
    accountId: '111111111111',
    region: california,
    kmsKeyArn: key,
    clientSecurityGroupIds: ['sg-0a0b0c0d0e0f00000'],
    tags: { 'cost-center': '4711' },
    acuHour: 0.1,
  },
  {
    name: 'sandbox',
    profile: 'local',
    shortName: 'sbx',
    accountId: '222222222222',
    region: tokyo,
    snapshotBeforeChange: true,
  },
  { name: 'prod', accountId: '222222222222', region: tokyo },
  {
    name: 'us-prod',
    profile: 'prod',
    shortName: 'prd',
    accountId: '222222222222',
    region: california,
  },
];

/** An entity as the catalog makes it of the stack. */
const entityOf = (name: string, environment: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: {
      'aurora-db/environment': environment,
      'aurora-db/stack-name': `${name}-database`,
    },
  },
  spec: { type: 'aurora-postgresql', owner },
});

describe('two accounts with five environments in two regions', () => {
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  const runs = new Map<string, Promise<ActionRun>>();

  const run = (environment: string, more: { minCapacity?: number } = {}) =>
    setup.run(deploy, { name: 'orders', environment, owner, ...more });
  const created = (environment: string) => {
    const known = runs.get(environment) ?? run(environment);
    runs.set(environment, known);
    return known;
  };
  const environment = (name: string) => {
    const found = setup.environments.find(one => one.name === name);
    if (!found) {
      throw new Error(`${name} is not configured`);
    }
    return found;
  };
  const cluster = async (name: string, identifier: string) => {
    const { DBClusters: [found] = [] } = await setup.aws
      .rds(environment(name))
      .send(new DescribeDBClustersCommand({ DBClusterIdentifier: identifier }));
    return found;
  };
  const tagsOf = async (name: string, stackName: string) => {
    const { Stacks: [stack] = [] } = await setup.aws
      .cloudFormation(environment(name))
      .send(new DescribeStacksCommand({ StackName: stackName }));
    return Object.fromEntries(
      (stack?.Tags ?? []).map(({ Key, Value }) => [Key, Value]),
    );
  };

  beforeAll(async () => {
    setup = await startDeployment(
      [
        auroraDbPlugin,
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
        catalogServiceMock.factory({
          entities: [
            ...testEntities,
            entityOf('orders-us-dev', 'us-dev'),
            entityOf('orders-sbx', 'sandbox'),
          ],
        }),
      ],
      undefined,
      undefined,
      places,
    );
  });
  afterAll(() => setup.stop());

  it('are offered in the order of app-config, with their titles', async () => {
    const { body } = await request(setup.server)
      .get('/api/aurora-db/environments')
      .expect(200);
    expect(
      environmentListSchema
        .parse(body)
        .items.map(({ name, title, profile, shortName, accountId, region }) =>
          [name, title, profile, shortName, accountId, region].join(' '),
        ),
    ).toEqual([
      'dev  dev dev 111111111111 ap-northeast-1',
      'us-dev Development (US) dev us-dev 111111111111 us-west-1',
      'sandbox  local sbx 222222222222 ap-northeast-1',
      'prod  prod prd 222222222222 ap-northeast-1',
      'us-prod  prod prd 222222222222 us-west-1',
    ]);
  });

  it('have databases of one name, each in its account and region', async () => {
    const outputs = await Promise.all(
      ['us-dev', 'sandbox'].map(async name => (await created(name)).outputs),
    );
    expect(outputs).toMatchObject([
      {
        entityRef: 'resource:default/orders-us-dev',
        stackId: expect.stringContaining(':us-west-1:111111111111:'),
      },
      {
        entityRef: 'resource:default/orders-sbx',
        stackId: expect.stringContaining(':ap-northeast-1:222222222222:'),
      },
    ]);
  });

  it('apply their key, tags and clients', async () => {
    await created('us-dev');
    expect(
      await cluster('us-dev', 'orders-us-dev-aurora-cluster'),
    ).toMatchObject({
      KmsKeyId: key,
      TagList: expect.arrayContaining([
        { Key: 'cost-center', Value: '4711' },
        { Key: 'aurora-db:environment', Value: 'us-dev' },
      ]),
    });
    expect(await tagsOf('us-dev', 'orders-us-dev-database')).toMatchObject({
      'cost-center': '4711',
    });
  });

  it('restore a database with their key, and keep it at the next deploy', async () => {
    await created('us-dev');
    const entityRef = 'resource:default/orders-us-dev';
    const snapshot = await setup.run('aurora:snapshot:create', {
      entityRef,
      wait: true,
    });
    const { outputs } = await setup.run('aurora:database:restore', {
      entityRef,
      from: { snapshotId: String(snapshot.outputs.snapshotId) },
      name: 'undo',
    });
    expect(outputs).toMatchObject({
      entityRef: 'resource:default/undo-us-dev',
    });
    const restored = () => cluster('us-dev', 'undo-us-dev-aurora-cluster');
    const before = await restored();
    expect(before).toMatchObject({ KmsKeyId: key });
    await setup.run(deploy, {
      name: 'undo',
      environment: 'us-dev',
      owner,
      maxCapacity: 1,
    });
    expect(await restored()).toMatchObject({
      KmsKeyId: key,
      DbClusterResourceId: before?.DbClusterResourceId,
    });
  });

  it('have their own treatment of changes: a snapshot in an environment of the profile local', async () => {
    await created('sandbox');
    await run('sandbox', { minCapacity: 1 });
    const { DBClusterSnapshots } = await setup.aws
      .rds(environment('sandbox'))
      .send(new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }));
    expect(DBClusterSnapshots).toEqual([
      expect.objectContaining({
        DBClusterIdentifier: 'orders-sbx-aurora-cluster',
        DBClusterSnapshotIdentifier: expect.stringMatching(
          /^orders-sbx-predeploy-/,
        ),
      }),
    ]);
  });

  it('show the title and the price of an environment in cluster and plan', async () => {
    await created('us-dev');
    const { body } = await request(setup.server)
      .get('/api/aurora-db/clusters/default/orders-us-dev')
      .expect(200);
    expect(clusterSchema.parse(body)).toMatchObject({
      environment: 'us-dev',
      environmentTitle: 'Development (US)',
    });
    const { body: plan } = await request(setup.server)
      .post('/api/aurora-db/deploys/plan')
      .send({ name: 'orders', environment: 'us-dev', owner })
      .expect(200);
    expect(planSchema.parse(plan)).toMatchObject({
      target: { environmentTitle: 'Development (US)', name: 'orders' },
      changes: [],
      // 0.5 to 2 ACU at 0.1 US dollars for 730 hours.
      monthlyCost: { min: 36.5, max: 146 },
    });
  });
});
