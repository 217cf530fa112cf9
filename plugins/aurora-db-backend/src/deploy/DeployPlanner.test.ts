import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '@backstage/errors';
import { testDeploy } from '../testing/services/testDeploy';
import { testStack } from '../testing/databases/testStack';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { testMessage } from '../testing/faults/testMessage';
import { request, testPlan, obstacles } from '../testing/services/testPlan';

const checksOf = ({ preflight }: Plan) => preflight.map(({ check }) => check);

describe('the plan of a new database', () => {
  it('shows the additions and the cost, and that nothing is in the way', async () => {
    const { planner } = testPlan();
    const plan = await planner.plan(request);
    expect(plan).toMatchObject({
      target: {
        entityRef: 'resource:default/goal-mandala-prd',
        clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        environment: 'prod',
      },
      engineVersion: '15.17',
      config: { minCapacity: 1, maxCapacity: 16, multiAz: true },
      changes: [{ action: 'add', resource: 'Cluster', allowed: true }],
      // Two instances at 1 to 16 ACU, 730 hours at 0.20 USD.
      monthlyCost: { min: 292, max: 4672, currency: 'USD' },
      warnings: [{ code: 'plan.databaseInsightsCapacity' }],
    });
    expect(obstacles(plan)).toEqual([]);
    expect(checksOf(plan)).toEqual([
      'credentials',
      'network',
      'leftovers',
      'quotas',
      'stack',
      'engine',
      'template',
    ]);
  });

  it('leaves nothing behind, and never touches the stack that another user may be creating', async () => {
    const { planner, deployer, stacks, context } = testPlan();
    let meanwhile: Promise<unknown> | undefined;
    stacks.onCall = call => {
      if (call === 'delete change set') {
        stacks.onCall = () => {};
        meanwhile = deployer.deploy(request, 'somebody', context);
      }
    };
    await planner.plan(request);
    await meanwhile;
    const standing = (await stacks.list()).filter(
      ({ status }) => status !== 'DELETE_COMPLETE',
    );
    expect(standing).toMatchObject([
      { stackName: 'goal-mandala-prd-database', status: 'UPDATE_COMPLETE' },
    ]);
  });

  it('is made for each of two concurrent requests', async () => {
    const { planner, stacks } = testPlan();
    const plans = await Promise.all([
      planner.plan(request),
      planner.plan(request),
    ]);
    expect(plans.flatMap(obstacles)).toEqual([]);
    expect(await stacks.list()).toMatchObject([
      { status: 'DELETE_COMPLETE' },
      { status: 'DELETE_COMPLETE' },
    ]);
  });

  it.each<
    [
      string,
      (account: ReturnType<typeof testDeploy>['account']) => void,
      RegExp,
    ]
  >([
    [
      'credentials',
      account => {
        account.accountId = '999999999999';
      },
      /belong to account 999999999999.*but auroraDb\.environments\.prod\.accountId is 444444444444/,
    ],
    [
      'network',
      account => {
        account.subnets = ['subnet-0a1b2c3d'];
      },
      /no subnet subnet-0a1b2c3e.*Correct auroraDb\.environments\.prod\.network/,
    ],
    [
      'leftovers',
      account => {
        account.strayCluster = true;
      },
      /cluster goal-mandala-prd-aurora-cluster exists, but it does not belong to a stack/,
    ],
    [
      'quotas',
      account => {
        account.quotas.DBInstances = { used: 39, limit: 40 };
      },
      /quota DBInstances of the account is 40: 39 are in use, and 2 more are needed/,
    ],
  ])(
    'names the problem of %s, and does not call CloudFormation',
    async (check, spoil, sentence) => {
      const { planner, account, stacks } = testPlan();
      spoil(account);
      const plan = await planner.plan(request);
      expect(obstacles(plan)).toEqual([
        [check, expect.stringMatching(sentence)],
      ]);
      expect(plan.changes).toEqual([]);
      expect(stacks.calls).toEqual([]);
    },
  );

  it('names a full role of the functions if it belongs to the owner', async () => {
    const { planner, account, config, stacks } = testPlan();
    const arn = 'arn:aws:iam::444444444444:role/payments';
    for (const environment of config.environments) {
      environment.lambdaRoles = [{ arn, owners: ['payments'] }];
    }
    account.roles.payments = Array.from(
      { length: 10 },
      (_, index) => `arn:aws:iam::444444444444:policy/other-${index}`,
    );
    expect(obstacles(await planner.plan(request))).toEqual([
      ['roles', expect.stringContaining(`The role ${arn} has 10 managed`)],
    ]);
    expect(stacks.calls).toEqual([]);
    const owner = 'group:default/orders';
    expect(obstacles(await planner.plan({ ...request, owner }))).toEqual([]);
  });

  it('reports that another user starts the stack during the plan, and no leftovers', async () => {
    const { planner, stacks, clusters } = testPlan();
    const { describe: describeCluster } = clusters;
    clusters.describe = async (environment, id) => {
      const isBegun = (await stacks.list()).length > 0;
      if (!isBegun) {
        stacks.add({
          ...testStack('goal-mandala', 'prod'),
          status: 'CREATE_IN_PROGRESS',
        });
      }
      return describeCluster(environment, id);
    };
    expect(obstacles(await planner.plan(request))).toEqual([
      ['stack', expect.stringMatching(/is being created\. Wait/)],
    ]);
  });

  it('names the engine versions that the region offers if it lacks the requested one', async () => {
    const { planner, stacks } = testPlan();
    const plan = await planner.plan({ ...request, engineVersion: '15.9' });
    expect(plan.engineVersion).toBe('15.9');
    expect(obstacles(plan)).toEqual([
      ['engine', expect.stringContaining('15.17')],
    ]);
    expect(stacks.calls).toEqual([]);
  });

  it('refuses capacities outside the environment’s bounds as invalid input', async () => {
    const { planner } = testPlan();
    await expect(
      planner.plan({ ...request, maxCapacity: 64 }),
    ).rejects.toBeInstanceOf(InputError);
  });

  it('names a template that CloudFormation would not accept', async () => {
    const { planner, synthesizer, stacks } = testPlan();
    synthesizer.synthesize = async () => 'x'.repeat(51_201);
    const plan = await planner.plan(request);
    expect(obstacles(plan)).toEqual([
      ['template', expect.stringContaining('51201 bytes')],
    ]);
    expect(stacks.calls).toEqual([]);
  });

  it('shows a refusal of the change set as an obstacle, with its reason and a way out', async () => {
    const { planner, stacks } = testPlan();
    stacks.failChangeSets =
      'User: arn:aws:iam::1:user/portal is not authorized to perform: rds:CreateDBCluster';
    const plan = await planner.plan(request);
    expect(obstacles(plan)).toEqual([
      [
        'changes',
        expect.stringMatching(
          /not authorized to perform: rds:CreateDBCluster.*aws\.accounts/,
        ),
      ],
    ]);
    expect(await stacks.list()).toMatchObject([{ status: 'DELETE_COMPLETE' }]);
  });

  it('fails if AWS gives no answer', async () => {
    const { planner, engineVersions } = testPlan();
    const failure = new AwsUnavailableError(
      testMessage('no answer'),
      'unreachable',
      '4',
    );
    engineVersions.listCreatable = async () => {
      throw failure;
    };
    await expect(planner.plan(request)).rejects.toBe(failure);
  });
});
