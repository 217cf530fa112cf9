import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startDeployment } from '../testing/servers/startDeployment';
import { testEntities } from '../testing/databases/testEntities';
import { environmentConfig } from '../config/environmentConfig';

const owner = 'group:default/guests';
const { base, entityRef, stackName } = databaseNames('goal-mandala', {
  shortName: 'dev',
});
const restored = databaseNames('goal-mandala-copy', { shortName: 'dev' });
const entities = [base, restored.base].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: {
      'aurora-db/environment': 'dev',
      'aurora-db/stack-name': `${name}-database`,
    },
  },
  spec: { type: 'aurora-postgresql', owner },
}));
const roleOf = (accountId: string) =>
  `arn:aws:iam::${accountId}:role/aurora-db-cloudformation`;

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment(
    [catalogServiceMock.factory({ entities: [...testEntities, ...entities] })],
    undefined,
    accountId => ({ cloudFormationRoleArn: roleOf(accountId) }),
  );
}, 180_000);
afterAll(() => setup.stop());

const dev = () =>
  environmentConfig({ environments: setup.environments }, 'dev');

async function createRole(): Promise<void> {
  const { accountId, region } = dev();
  await setup.local.services.call(
    'iam',
    'CreateRole',
    {
      RoleName: 'aurora-db-cloudformation',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudformation.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    },
    {
      accountId,
      region,
      requestId: 'test',
      principalArn: `arn:aws:iam::${accountId}:root`,
    },
  );
}

async function stacks() {
  const { Stacks = [] } = await setup.aws
    .cloudFormation(dev())
    .send(new DescribeStacksCommand({}));
  return Stacks.map(({ StackName, RoleARN }) => [StackName, RoleARN]);
}

const deploy = () =>
  setup.run('aurora:database:deploy', {
    name: 'goal-mandala',
    environment: 'dev',
    owner,
  });

it('an error names a role that CloudFormation cannot assume before anything is created', async () => {
  await expect(deploy()).rejects.toThrow(roleOf(dev().accountId));
  expect(await stacks()).toEqual([]);
});

it('CloudFormation creates, restores and deletes with the role', async () => {
  await createRole();
  const role = roleOf(dev().accountId);
  await deploy();
  expect(await stacks()).toEqual([[stackName, role]]);

  const { outputs } = await setup.run('aurora:snapshot:create', {
    entityRef,
    wait: true,
  });
  await setup.run('aurora:database:restore', {
    entityRef,
    from: { snapshotId: String(outputs.snapshotId) },
    name: 'goal-mandala-copy',
  });
  expect(await stacks()).toEqual(
    expect.arrayContaining([[restored.stackName, role]]),
  );

  await setup.run('aurora:database:delete', {
    entityRef: restored.entityRef,
    confirm: restored.base,
    finalSnapshot: false,
  });
  expect(await stacks()).toEqual([[stackName, role]]);
}, 180_000);
