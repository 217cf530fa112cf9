import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { database, resources, topic } from './testing/templates';

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const trusting = (...services: string[]) => ({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: services },
    Action: 'sts:AssumeRole',
  },
});

describe('the service role of a stack', () => {
  let rds: FakeRds;
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;

  const iam = (operation: string, input: Record<string, unknown>) =>
    cfn.services.call('iam', operation, input, cfn.context);
  const createRole = (RoleName: string, AssumeRolePolicyDocument: object) =>
    iam('CreateRole', { RoleName, AssumeRolePolicyDocument });

  beforeEach(async () => {
    rds = new FakeRds();
    cfn = await startCloudFormation(rds);
    await createRole('deployer', trusting('cloudformation.amazonaws.com'));
    await createRole(
      'other-deployer',
      trusting('lambda.amazonaws.com', 'cloudformation.amazonaws.com'),
    );
  });

  afterEach(() => cfn.stop());

  const roleOf = async (StackName: string) =>
    z
      .object({
        Stacks: z.tuple([z.object({ RoleARN: z.string().optional() })]),
      })
      .parse(await cfn.call('DescribeStacks', { StackName })).Stacks[0].RoleARN;
  const template = (name: string) => resources({ Topic: topic(name) });
  const body = (name: string) => ({
    StackName: 'shop',
    TemplateBody: JSON.stringify(template(name)),
  });

  it('is described from the change set of the creation on, and kept by updates without a role', async () => {
    await cfn.call('CreateChangeSet', {
      ...body('one'),
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      RoleARN: arn('deployer'),
    });
    await expect(roleOf('shop')).resolves.toBe(arn('deployer'));
    await cfn.call('ExecuteChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'first',
    });
    await cfn.settled('shop');
    await cfn.deploy('shop', template('two'));
    await expect(roleOf('shop')).resolves.toBe(arn('deployer'));
    await cfn.call('UpdateStack', body('three'));
    await cfn.settled('shop');
    await expect(roleOf('shop')).resolves.toBe(arn('deployer'));
  });

  it('is replaced by the role of an update, even if the update is rolled back', async () => {
    await cfn.call('CreateStack', { ...body('one'), RoleARN: arn('deployer') });
    await cfn.settled('shop');
    const broken = resources({
      Topic: topic('two'),
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
          },
          Roles: ['no-such-role'],
        },
      },
    });
    const { StackStatus } = await cfn.deploy('shop', broken, {
      RoleARN: arn('other-deployer'),
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    await expect(roleOf('shop')).resolves.toBe(arn('other-deployer'));
  });

  it('is no change by itself', async () => {
    await cfn.call('CreateStack', body('one'));
    await cfn.settled('shop');
    await expect(
      cfn.call('UpdateStack', { ...body('one'), RoleARN: arn('deployer') }),
    ).rejects.toMatchObject({ message: 'No updates are to be performed.' });
    await expect(roleOf('shop')).resolves.toBeUndefined();
  });

  it('is that of the deletion, also after the stack is deleted', async () => {
    await cfn.call('CreateStack', { ...body('one'), RoleARN: arn('deployer') });
    const { StackId } = await cfn.settled('shop');
    await cfn.call('DeleteStack', {
      StackName: 'shop',
      RoleARN: arn('other-deployer'),
    });
    expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(roleOf(StackId)).resolves.toBe(arn('other-deployer'));
  });

  it('is that of a continued rollback', async () => {
    await cfn.deploy('shop', database({ DeletionProtection: false }));
    rds.failures.set(
      'ModifyDBCluster',
      new AwsError('InvalidDBClusterStateFault', 'not now'),
    );
    const { StackStatus } = await cfn.deploy(
      'shop',
      database({ DeletionProtection: true }),
    );
    expect(StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    rds.failures.clear();
    await cfn.call('ContinueUpdateRollback', {
      StackName: 'shop',
      RoleARN: arn('deployer'),
    });
    expect((await cfn.settled('shop')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    await expect(roleOf('shop')).resolves.toBe(arn('deployer'));
  });

  const operations: Array<[string, Record<string, unknown>]> = [
    ['CreateStack', body('two')],
    [
      'CreateChangeSet',
      { ...body('two'), ChangeSetName: 'new', ChangeSetType: 'CREATE' },
    ],
    ['UpdateStack', { ...body('two'), StackName: 'standing' }],
    ['DeleteStack', { StackName: 'standing' }],
  ];
  describe.each(operations)('of %s', (operation, input) => {
    beforeEach(async () => {
      await cfn.call('CreateStack', {
        ...body('standing'),
        StackName: 'standing',
      });
      await cfn.settled('standing');
    });

    it.each<[string, string, string, RegExp]>([
      [
        'does not exist',
        arn('nobody'),
        'ValidationError',
        /^Role arn:aws:iam::123456789012:role\/nobody is invalid or cannot be assumed$/,
      ],
      [
        "is the functions', which CloudFormation may not assume",
        arn('goal-mandala-lambda'),
        'ValidationError',
        /goal-mandala-lambda is invalid or cannot be assumed$/,
      ],
      [
        'has another path',
        arn('path/deployer'),
        'ValidationError',
        /path\/deployer is invalid or cannot be assumed$/,
      ],
      ['is no ARN', 'deployer', 'ValidationError', /^deployer is not a valid/],
      [
        "is another account's",
        'arn:aws:iam::222222222222:role/deployer',
        'AccessDenied',
        /^Cross-account pass role is not allowed/,
      ],
    ])('is refused where it %s', async (_, RoleARN, code, message) => {
      await expect(
        cfn.call(operation, { ...input, RoleARN }),
      ).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
      expect((await cfn.stack('standing')).StackStatus).toBe('CREATE_COMPLETE');
      await expect(cfn.stack('shop')).rejects.toThrow(/does not exist/);
    });
  });

  it.each<[string, object]>([
    [
      'which denies it',
      {
        Statement: [
          trusting('cloudformation.amazonaws.com').Statement,
          {
            ...trusting('cloudformation.amazonaws.com').Statement,
            Effect: 'Deny',
          },
        ],
      },
    ],
    [
      'of another action',
      {
        Statement: [
          {
            ...trusting('cloudformation.amazonaws.com').Statement,
            Action: 'sts:TagSession',
          },
        ],
      },
    ],
  ])('needs a trust policy, not one %s', async (_, document) => {
    await createRole('distrustful', document);
    await expect(
      cfn.call('CreateStack', { ...body('one'), RoleARN: arn('distrustful') }),
    ).rejects.toThrow(/is invalid or cannot be assumed/);
  });

  it('must exist for operations without a role: an update, a change set and its execution, the deletion', async () => {
    await cfn.call('CreateStack', { ...body('one'), RoleARN: arn('deployer') });
    const { StackId } = await cfn.settled('shop');
    const names = { StackName: 'shop', ChangeSetName: 'planned' };
    await cfn.call('CreateChangeSet', { ...body('two'), ...names });
    await iam('DeleteRole', { RoleName: 'deployer' });
    for (const [operation, input] of [
      ['UpdateStack', body('two')],
      ['CreateChangeSet', { ...body('two'), ChangeSetName: 'late' }],
      ['ExecuteChangeSet', names],
      ['DeleteStack', { StackName: 'shop' }],
    ] as const) {
      await expect(cfn.call(operation, input)).rejects.toThrow(
        'deployer is invalid or cannot be assumed',
      );
    }
    await cfn.call('DeleteStack', {
      StackName: 'shop',
      RoleARN: arn('other-deployer'),
    });
    expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });
});
