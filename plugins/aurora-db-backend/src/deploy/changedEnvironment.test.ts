import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { testDeploy } from '../testing/services/testDeploy';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};
const keyOf = (id: string) =>
  `arn:aws:kms:ap-northeast-1:444444444444:key/${id}`;

/** The services over a database that has a template with these properties of its cluster. */
function deployedWith(
  properties: Record<string, unknown> | undefined,
  environment: Partial<EnvironmentConfig>,
  tags: Record<string, string> = {},
) {
  const prod = testEnvironment('prod', environment);
  const setup = testDeploy(undefined, { environments: [prod] });
  const stack = testStack('goal-mandala', 'prod');
  if (properties) {
    setup.stacks.add(
      { ...stack, tags: { ...stack.tags, ...tags } },
      JSON.stringify({
        Resources: {
          Cluster: { Type: 'AWS::RDS::DBCluster', Properties: properties },
        },
      }),
    );
  }
  const deploy = async () => {
    await setup.deployer.deploy(request, 'task', setup.context);
    const [deployed] = await setup.stacks.list();
    const template = await setup.stacks.readTemplate(
      prod,
      deployed?.stackId ?? '',
    );
    return {
      properties: JSON.parse(template).Resources.Cluster.Properties,
      tags: deployed?.tags,
    };
  };
  return { ...setup, deploy };
}

describe('the KMS key of a database', () => {
  it('is that of the environment if the database is new', async () => {
    const { deploy } = deployedWith(undefined, { kmsKeyArn: keyOf('new') });
    expect((await deploy()).properties.kmsKeyArn).toBe(keyOf('new'));
  });

  it.each([
    ['the key that AWS manages', {}, keyOf('new'), undefined],
    ['another key', { KmsKeyId: keyOf('old') }, keyOf('new'), keyOf('old')],
    ['an alias', { KmsKeyId: 'alias/aws/rds' }, keyOf('new'), 'alias/aws/rds'],
    ['its key', { KmsKeyId: keyOf('old') }, undefined, keyOf('old')],
  ])(
    'stays %s if the environment has another one now',
    async (_, properties, kmsKeyArn, kept) => {
      const { deploy } = deployedWith(properties, { kmsKeyArn });
      expect((await deploy()).properties.kmsKeyArn).toBe(kept);
    },
  );

  it.each([
    [{}, 'the KMS key that AWS manages'],
    [{ KmsKeyId: keyOf('old') }, keyOf('old')],
  ])('is in the plan if it stays another one, %#', async (properties, live) => {
    const { planner } = deployedWith(properties, { kmsKeyArn: keyOf('new') });
    expect((await planner.plan(request)).warnings).toContainEqual(
      expect.objectContaining({
        text: `goal-mandala-prd keeps ${live}: AWS cannot change the key of a cluster. To encrypt the data with ${keyOf('new')}, restore the database under a new name`,
      }),
    );
  });

  it.each([
    [{ KmsKeyId: keyOf('new') }, keyOf('new')],
    [{ KmsKeyId: keyOf('old') }, undefined],
    [{}, undefined],
  ])(
    'is no warning of the plan otherwise, %#',
    async (properties, kmsKeyArn) => {
      const { planner } = deployedWith(properties, { kmsKeyArn });
      const codes = (await planner.plan(request)).warnings.map(
        ({ code }) => code,
      );
      expect(codes).not.toContain('plan.keySticky');
    },
  );
});

describe('the tags of a stack', () => {
  it('are those of the environment and of the portal, which come first', async () => {
    const { deploy } = deployedWith(undefined, {
      tags: { 'cost-center': '4711' },
    });
    expect((await deploy()).tags).toEqual({
      'cost-center': '4711',
      [auroraDbTags.name]: 'goal-mandala',
      [auroraDbTags.environment]: 'prod',
      [auroraDbTags.owner]: 'group:default/payments',
    });
  });

  it('change with the environment, and keep what others added', async () => {
    const { deploy } = deployedWith(
      {
        Tags: [
          { Key: auroraDbTags.name, Value: 'goal-mandala' },
          { Key: 'cost-center', Value: '1' },
          { Key: 'removed', Value: 'yes' },
        ],
      },
      { tags: { 'cost-center': '4711', added: 'yes' } },
      { 'cost-center': '1', removed: 'yes', backup: 'of another tool' },
    );
    const { tags } = await deploy();
    expect(tags).toMatchObject({
      'cost-center': '4711',
      added: 'yes',
      backup: 'of another tool',
      [auroraDbTags.name]: 'goal-mandala',
    });
    expect(tags).not.toHaveProperty('removed');
  });
});

describe('an environment of another name', () => {
  const euProd: Partial<EnvironmentConfig> = {
    name: 'eu-prod',
    shortName: 'eu-prod',
    accountId: '555555555555',
  };

  it('has its short name in the names, and its name in the tags', async () => {
    const { deployer, stacks, context } = testDeploy(undefined, {
      environments: [testEnvironment('prod', euProd)],
    });
    await deployer.deploy(
      { ...request, environment: 'eu-prod' },
      'task',
      context,
    );
    expect(await stacks.list()).toMatchObject([
      {
        stackName: 'goal-mandala-eu-prod-database',
        tags: { [auroraDbTags.environment]: 'eu-prod' },
      },
    ]);
  });

  it('refuses a name whose identifiers RDS would refuse', async () => {
    const { deployer, context, stacks } = testDeploy(undefined, {
      environments: [
        testEnvironment('prod', {
          name: 'sandbox-europe-1',
          shortName: 'sandbox-europe-1',
        }),
      ],
    });
    const name = 'payments-of-the-department-for-transport';
    await expect(
      deployer.deploy(
        { ...request, environment: 'sandbox-europe-1', name },
        'task',
        context,
      ),
    ).rejects.toThrow(
      `name: ${name} has 40 characters. In sandbox-europe-1, a name has at most 31, because the identifier of its cluster has at most 63`,
    );
    expect(stacks.calls).toEqual([]);
  });

  it.each([
    ['orders-eu', 'prod', 'orders', 'eu-prod'],
    ['orders', 'eu-prod', 'orders-eu', 'prod'],
  ])(
    'refuses %s in %s if %s in %s has the same entity',
    async (name, environment, other, otherEnvironment) => {
      const environments = [
        testEnvironment('prod', { shortName: 'prod' }),
        testEnvironment('prod', euProd),
      ];
      const { deployer, planner, stacks, context } = testDeploy(undefined, {
        environments,
      });
      const theirs = testStack('orders', 'prod', {
        stackName: 'orders-eu-prod-database',
      });
      stacks.add({
        ...theirs,
        tags: {
          ...theirs.tags,
          [auroraDbTags.name]: other,
          [auroraDbTags.environment]: otherEnvironment,
        },
      });
      // The stack is in the account of the other environment only.
      const describe = stacks.describe.bind(stacks);
      jest
        .spyOn(stacks, 'describe')
        .mockImplementation(async (place, stackName) =>
          place.name === otherEnvironment
            ? describe(place, stackName)
            : undefined,
        );
      const refusal = `resource:default/orders-eu-prod is the entity of ${other} in ${otherEnvironment}. Choose another name`;
      const wanted = { ...request, name, environment };
      expect((await planner.plan(wanted)).preflight).toContainEqual({
        check: 'name',
        ok: false,
        message: expect.objectContaining({ text: refusal }),
      });
      await expect(deployer.deploy(wanted, 'task', context)).rejects.toThrow(
        refusal,
      );
    },
  );
});
